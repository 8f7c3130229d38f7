package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.key.ScramVerifier;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.PoolLimits;
import dev.leasehold.verticles.outbound.Statement;
import dev.leasehold.verticles.outbound.postgres.PostgresUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// PostgreSQL. A password that stands in the connection URL itself is taken out of it, `xxxxx`
/// stands in its place, and it is kept as the connection's password.
final class PostgresKind implements Kind {
  private static final String URL = "connection_url";
  private static final String REDACTED = "xxxxx";
  private static final String AUTHENTICATION = "password_authentication";
  private static final String SCRAM = "scram-sha-256";

  @Override
  public List<String> plugins() {
    return List.of("postgresql-database-plugin");
  }

  @Override
  public void check(ConnectionDetails details) {
    if (details.text(URL).isEmpty()) {
      throw new ConnectionDetails.Unfit("connection_url cannot be empty");
    }
    details.checkUserName();
    details.lifetimeSeconds();
    details.template(this);
    String authentication = details.text(AUTHENTICATION);
    if (details.value(AUTHENTICATION) instanceof Number) {
      throw new ConnectionDetails.Unfit(
          "failed to retrieve password_authentication: invalid value at password_authentication:"
              + " is a json.Number");
    }
    if (!Set.of("", "password", SCRAM).contains(authentication)) {
      throw new ConnectionDetails.Unfit(
          "'" + authentication + "' is not a valid password authentication type");
    }
    url(details);
  }

  @Override
  public @Nullable String inlinePassword(ConnectionDetails details) {
    return details.text(URL).contains(ConnectionDetails.PASSWORD_PLACE)
        ? null
        : url(details).password();
  }

  @Override
  public ConnectionDetails redacted(ConnectionDetails details) {
    String text = details.text(URL);
    if (inlinePassword(details) == null) {
      return details;
    }
    int start = text.indexOf("://") + 3;
    int at = text.lastIndexOf('@');
    int colon = text.indexOf(':', start);
    if (start < 3 || colon < 0 || at < colon) {
      throw new ConnectionDetails.Unfit(
          "a password must stand in the place {{password}} of the connection_url");
    }
    return details.with(Map.of(URL, text.substring(0, colon + 1) + REDACTED + text.substring(at)));
  }

  @Override
  public DatabaseTarget target(String plugin, ConnectionDetails details, ConnectionSecret secret) {
    PostgresUrl url = url(details);
    Map<String, String> settings = new TreeMap<>(url.settings());
    settings.putAll(details.poolSettings());
    String userName = url.userName();
    String ca = details.text("tls_ca");
    return new DatabaseTarget(
        plugin,
        url.host(),
        url.port(),
        url.database(),
        userName == null ? "" : userName,
        secret.password(),
        details.connections(PoolLimits.DEFAULT_CONNECTIONS),
        settings,
        ca.isEmpty() ? null : ca,
        null);
  }

  /// The URL with the user name in its place; the password is never put into it.
  private static PostgresUrl url(ConnectionDetails details) {
    boolean raw = "true".equals(details.text("disable_escaping"));
    String username = details.text("username");
    String text =
        details
            .text(URL)
            .replace(ConnectionDetails.USERNAME_PLACE, raw ? username : escaped(username))
            .replace(ConnectionDetails.PASSWORD_PLACE, REDACTED);
    try {
      return PostgresUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ConnectionDetails.Unfit(
          "error verifying connection: cannot parse connection_url: " + e.getMessage());
    }
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public boolean sameServer(ConnectionDetails one, ConnectionDetails other) {
    PostgresUrl mine = url(one);
    PostgresUrl theirs = url(other);
    return mine.host().equals(theirs.host())
        && mine.port() == theirs.port()
        && Objects.equals(mine.settings().get("sslmode"), theirs.settings().get("sslmode"))
        && one.text("tls_ca").equals(other.text("tls_ca"));
  }

  @Override
  public boolean sameLogin(ConnectionDetails one, ConnectionDetails other) {
    return sameServer(one, other)
        && url(one).database().equals(url(other).database())
        && Objects.equals(url(one).userName(), url(other).userName());
  }

  @Override
  public String usernameTemplate() {
    return "{{ printf \"v-%s-%s-%s-%s\" (.DisplayName | truncate 8) (.RoleName | truncate 8)"
        + " (random 20) (unix_time) | truncate 63 }}";
  }

  @Override
  public int longestUserName() {
    return 63;
  }

  @Override
  public List<String> renewal() {
    return List.of("ALTER ROLE \"{{name}}\" VALID UNTIL '{{expiration}}'");
  }

  @Override
  public List<String> passwordChange() {
    return List.of("ALTER ROLE \"{{username}}\" WITH PASSWORD '{{password}}'");
  }

  @Override
  public List<Statement> filled(List<String> texts, Map<String, String> values) {
    return SqlText.filled(SqlDialect.POSTGRES, texts, values);
  }

  @Override
  public SecretBytes told(ConnectionDetails details, SecretBytes password, Entropy entropy) {
    return tellsSlowly(details) ? ScramVerifier.of(password, entropy) : password;
  }

  @Override
  public boolean tellsSlowly(ConnectionDetails details) {
    return details.text(AUTHENTICATION).equals(SCRAM);
  }

  @Override
  public String changeFailed(String problem) {
    return "1 error occurred:\n\t* " + problem + "\n\n";
  }

  @Override
  public boolean isWrongPassword(Outcome.Refused refused) {
    return refused.errorClass().equals("28P01");
  }

  @Override
  public boolean isStatementRefused(Outcome.Refused refused) {
    return refused.error().startsWith("ERROR: ");
  }

  private static String undialled(String error, DatabaseTarget target) {
    return switch (error) {
      case "unknown host" -> "hostname resolving error (";
      case "connection refused" ->
          "dial error (dial tcp " + target.host() + ":" + target.port() + ": connect: ";
      default -> "dial error (";
    };
  }

  @Override
  public String unconnected(Outcome.Refused refused, DatabaseTarget target) {
    String what =
        !refused.error().startsWith("FATAL")
            ? undialled(refused.error(), target)
            : isWrongPassword(refused) ? "failed SASL auth (" : "server error (";
    return "failed to connect to `host="
        + target.host()
        + " user="
        + target.userName()
        + " database="
        + target.database()
        + "`: "
        + what
        + refused.error()
        + ")";
  }
}
