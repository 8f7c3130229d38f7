package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.PoolLimits;
import dev.leasehold.verticles.outbound.Statement;
import dev.leasehold.verticles.outbound.mysql.MysqlUrl;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// MySQL and MariaDB, under each of Vault's four names; they differ in the names of users. A
/// password that stands in the connection URL itself is taken out of it, `xxxxx` stands in its
/// place, and it is kept as the connection's password.
///
/// Users of this kind have no end of their own, so that renewing needs no act.
final class MysqlKind implements Kind {
  /// Vault's name of the plugin, with names of 32 characters.
  static final MysqlKind CURRENT =
      new MysqlKind(
          List.of("mysql-database-plugin"),
          "{{ printf \"v-%s-%s-%s-%s\" (.DisplayName | truncate 10) (.RoleName | truncate 10)"
              + " (random 20) (unix_time) | truncate 32 }}");

  /// Those with names of 16 characters, which is all that MySQL took before 5.7.8. Vault gives four
  /// of them to the role, which leaves ten for chance; with two there are 65 random bits.
  static final MysqlKind SHORT_NAMES =
      new MysqlKind(
          List.of(
              "mysql-aurora-database-plugin",
              "mysql-legacy-database-plugin",
              "mysql-rds-database-plugin"),
          "{{ printf \"v-%s-%s\" (.RoleName | truncate 2) (random 20) | truncate 16 }}");

  private static final String URL = "connection_url";
  private static final String REDACTED = "xxxxx";
  private static final String KEY = "tls_certificate_key";
  private static final String LOGIN = "login_";
  private static final Reveal TO_CHECK =
      Reveal.because("a certificate and its key must be there, or no connection can be made");

  private static final List<String> TLS = List.of("tls_ca", "tls_server_name", "tls_skip_verify");

  private final List<String> plugins;
  private final String usernameTemplate;

  private MysqlKind(List<String> plugins, String usernameTemplate) {
    this.plugins = plugins;
    this.usernameTemplate = usernameTemplate;
  }

  @Override
  public List<String> plugins() {
    return plugins;
  }

  @Override
  public void check(ConnectionDetails details) {
    details.template(this);
    if (details.text(URL).isEmpty()) {
      throw new ConnectionDetails.Unfit("connection_url cannot be empty");
    }
    details.checkUserName();
    details.lifetimeSeconds();
    String ca = details.text("tls_ca");
    if (!ca.isEmpty() && !ca.contains("-----BEGIN CERTIFICATE-----")) {
      throw new ConnectionDetails.Unfit("failed to append CA to client options");
    }
    url(details);
  }

  @Override
  public void check(Map<String, SecretBytes> secrets) {
    SecretBytes key = secrets.get(KEY);
    if (key != null && !isCertificateAndKey(key)) {
      throw new ConnectionDetails.Unfit(
          "unable to load tls_certificate_key_data: tls: failed to find any PEM data in"
              + " certificate input");
    }
  }

  private static boolean isCertificateAndKey(SecretBytes key) {
    String pem = key.revealUtf8(TO_CHECK);
    return pem.contains("-----BEGIN CERTIFICATE-----") && pem.contains("PRIVATE KEY-----");
  }

  @Override
  public Set<String> secretSettings() {
    return Set.of(KEY);
  }

  @Override
  public @Nullable String inlinePassword(ConnectionDetails details) {
    String password = template(details).password();
    return password == null || password.contains(ConnectionDetails.PASSWORD_PLACE)
        ? null
        : password;
  }

  @Override
  public boolean warnsOfInlinePassword() {
    return false;
  }

  @Override
  public ConnectionDetails redacted(ConnectionDetails details) {
    if (inlinePassword(details) == null) {
      return details;
    }
    String text = details.text(URL);
    int at = text.lastIndexOf('@', text.lastIndexOf('/'));
    return details.with(
        Map.of(URL, text.substring(0, text.indexOf(':') + 1) + REDACTED + text.substring(at)));
  }

  @Override
  public DatabaseTarget target(String plugin, ConnectionDetails details, ConnectionSecret secret) {
    MysqlUrl url = url(details);
    Map<String, String> settings = new TreeMap<>(url.settings());
    settings.putAll(details.poolSettings());
    settings.put("tls_server_name", details.text("tls_server_name"));
    settings.put("tls_skip_verify", Boolean.toString(details.flag("tls_skip_verify")));
    String ca = details.text("tls_ca");
    return new DatabaseTarget(
        plugin,
        url.host(),
        url.port(),
        url.database(),
        url.userName(),
        secret.password(),
        details.connections(PoolLimits.DEFAULT_CONNECTIONS),
        settings,
        ca.isEmpty() ? null : ca,
        secret.setting(KEY));
  }

  /// The URL with the user name in its place; the password is never put into it.
  private static MysqlUrl url(ConnectionDetails details) {
    MysqlUrl read = template(details);
    return new MysqlUrl(
        read.host(),
        read.port(),
        read.database(),
        read.userName().replace(ConnectionDetails.USERNAME_PLACE, details.text("username")),
        read.password(),
        read.settings());
  }

  private static MysqlUrl template(ConnectionDetails details) {
    try {
      return MysqlUrl.parse(details.text(URL));
    } catch (IllegalArgumentException e) {
      throw new ConnectionDetails.Unfit(
          "error verifying - connection: unable to parse connectionURL: " + e.getMessage());
    }
  }

  @Override
  public boolean sameServer(ConnectionDetails one, ConnectionDetails other) {
    MysqlUrl mine = url(one);
    MysqlUrl theirs = url(other);
    return mine.host().equals(theirs.host())
        && mine.port() == theirs.port()
        && mine.settings().equals(theirs.settings())
        && TLS.stream().allMatch(name -> one.text(name).equals(other.text(name)));
  }

  @Override
  public boolean sameLogin(ConnectionDetails one, ConnectionDetails other) {
    return sameServer(one, other)
        && url(one).database().equals(url(other).database())
        && url(one).userName().equals(url(other).userName());
  }

  @Override
  public String usernameTemplate() {
    return usernameTemplate;
  }

  @Override
  public int longestUserName() {
    return 32;
  }

  @Override
  public List<String> passwordChange() {
    return List.of("ALTER USER '{{username}}'@'%' IDENTIFIED BY '{{password}}'");
  }

  @Override
  public List<Statement> filled(List<String> texts, Map<String, String> values) {
    return SqlText.filled(SqlDialect.MYSQL, texts, values);
  }

  @Override
  public boolean isWrongPassword(Outcome.Refused refused) {
    return refused.errorClass().equals(LOGIN + "1045");
  }

  @Override
  public boolean isStatementRefused(Outcome.Refused refused) {
    return refused.error().startsWith("Error ") && !refused.errorClass().startsWith(LOGIN);
  }

  @Override
  public String unconnected(Outcome.Refused refused, DatabaseTarget target) {
    String shown = target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host();
    return switch (refused.error()) {
      case "connection refused" ->
          "dial tcp " + shown + ":" + target.port() + ": connect: connection refused";
      case "connection timed out" -> "dial tcp " + shown + ":" + target.port() + ": i/o timeout";
      case "unknown host" -> "dial tcp: lookup " + target.host() + ": no such host";
      default -> refused.error();
    };
  }

  @Override
  public String notRun(Outcome.Refused refused, DatabaseTarget target) {
    return isStatementRefused(refused) ? refused.error() : unconnected(refused, target);
  }

  @Override
  public String changeFailed(String problem) {
    return "failed to change password: " + problem;
  }

  @Override
  public String notChanged(Outcome.Refused refused, DatabaseTarget target, String what) {
    return what + changeFailed(notRun(refused, target));
  }

  @Override
  public String notVerified(Outcome.Refused refused, DatabaseTarget target) {
    return "error verifying - ping: " + unconnected(refused, target);
  }
}
