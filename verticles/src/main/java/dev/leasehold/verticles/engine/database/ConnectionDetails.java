package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.PoolLimits;
import dev.leasehold.verticles.outbound.PostgresUrl;
import dev.leasehold.verticles.outbound.SqlTarget;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.JsonText;
import dev.leasehold.verticles.request.Undecodable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The settings of a connection beside its password, as the log keeps them: by name, each value as
/// a JSON object of one member, so that its type is kept. Immutable.
///
/// A password that stands in the connection URL itself is no setting: it is taken out, `xxxxx`
/// stands in its place, and it is kept as the connection's password.
record ConnectionDetails(Map<String, String> values) {
  private static final String VALUE = "value";
  private static final String URL = "connection_url";
  private static final String USERNAME_PLACE = "{{username}}";
  private static final String PASSWORD_PLACE = "{{password}}";
  private static final String REDACTED = "xxxxx";

  ConnectionDetails {
    values = Map.copyOf(values);
  }

  /// Settings that are not fit for a connection; the text is for the client.
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unfit(String message) {
      super(message, null, false, false);
    }

    @Override
    public String getMessage() {
      String text = super.getMessage();
      return text == null ? "" : text;
    }
  }

  /// These with others put over them.
  ConnectionDetails with(Map<String, ? extends @Nullable Object> more) {
    Map<String, String> all = new TreeMap<>(values);
    more.forEach((name, value) ->
        all.put(
            name,
            new String(
                JsonText.write(Collections.singletonMap(VALUE, value)), StandardCharsets.UTF_8)));
    return new ConnectionDetails(all);
  }

  /// The value of a setting as it was sent, or null.
  @Nullable Object value(String name) {
    String text = values.get(name);
    return text == null
        ? null
        : JsonText.readObject(text.getBytes(StandardCharsets.UTF_8)).get(VALUE);
  }

  /// A setting as a text; empty where there is none.
  String text(String name) {
    Object value = value(name);
    return value == null ? "" : String.valueOf(value);
  }

  /// Whether the password stands in the URL itself, and not where the URL asks for it.
  boolean holdsPassword() {
    return !text(URL).contains(PASSWORD_PLACE) && url().password() != null;
  }

  /// The password in the URL, where it holds one, for the time before [#redacted()].
  @Nullable String passwordInUrl() {
    return holdsPassword() ? url().password() : null;
  }

  /// The same without a password in the URL.
  ConnectionDetails redacted() {
    String text = text(URL);
    if (!holdsPassword()) {
      return this;
    }
    int start = text.indexOf("://") + 3;
    int at = text.lastIndexOf('@');
    int colon = text.indexOf(':', start);
    if (start < 3 || colon < 0 || at < colon) {
      throw new Unfit("a password must stand in the place {{password}} of the connection_url");
    }
    return with(Map.of(URL, text.substring(0, colon + 1) + REDACTED + text.substring(at)));
  }

  /// Refuses what no connection can be made with, in Vault's words.
  void check() {
    if (text(URL).isEmpty()) {
      throw new Unfit("connection_url cannot be empty");
    }
    String username = text("username");
    if (username.contains(USERNAME_PLACE) || username.contains(PASSWORD_PLACE)) {
      throw new Unfit("username and/or password cannot contain the template variables");
    }
    lifetimeSeconds();
    template();
    String authentication = text("password_authentication");
    if (!authentication.isEmpty() && !authentication.equals("password")) {
      throw new Unfit(
          authentication.equals("scram-sha-256")
              ? "password authentication scram-sha-256 is not supported"
              : "'" + authentication + "' is not a valid password authentication type");
    }
    url();
  }

  /// What user names are made after.
  UsernameTemplate template() {
    String text = text("username_template");
    try {
      return UsernameTemplate.parse(text.isEmpty() ? UsernameTemplate.POSTGRES : text);
    } catch (TemplateError e) {
      String problem = e.getMessage();
      throw new Unfit(
          (problem.startsWith("unable to apply")
                  ? "invalid username template: "
                  : "unable to initialize username template: ")
              + problem);
    }
  }

  /// Where the connection leads, with this password.
  SqlTarget target(String plugin, SecretBytes password) {
    PostgresUrl url = url();
    Map<String, String> settings = new TreeMap<>(url.settings());
    settings.put("max_idle_connections", Long.toString(number("max_idle_connections")));
    settings.put("max_connection_lifetime", Long.toString(lifetimeSeconds()));
    long open = number("max_open_connections");
    String userName = url.userName();
    String ca = text("tls_ca");
    return new SqlTarget(
        plugin,
        url.host(),
        url.port(),
        url.database(),
        userName == null ? "" : userName,
        password,
        open > 0 ? (int) Math.min(open, Integer.MAX_VALUE) : PoolLimits.DEFAULT_CONNECTIONS,
        settings,
        ca.isEmpty() ? null : ca);
  }

  /// The URL with the user name in its place; the password is never put into it.
  PostgresUrl url() {
    boolean raw = "true".equals(text("disable_escaping"));
    String username = text("username");
    String text =
        text(URL)
            .replace(USERNAME_PLACE, raw ? username : escaped(username))
            .replace(PASSWORD_PLACE, REDACTED);
    try {
      return PostgresUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Unfit("error verifying connection: cannot parse connection_url: " + e.getMessage());
    }
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private long lifetimeSeconds() {
    try {
      return DurationText.read(value("max_connection_lifetime")).toSeconds();
    } catch (Undecodable e) {
      throw new Unfit("invalid max_connection_lifetime: " + e.getMessage());
    }
  }

  private long number(String name) {
    String text = text(name);
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Unfit(name + " must be a number");
    }
  }

  /// Whether another leads to the same server in the same way: only then may a password that was
  /// given for the one be shown to the other.
  boolean sameServer(ConnectionDetails other) {
    PostgresUrl mine = url();
    PostgresUrl theirs = other.url();
    return mine.host().equals(theirs.host())
        && mine.port() == theirs.port()
        && Objects.equals(mine.settings().get("sslmode"), theirs.settings().get("sslmode"))
        && text("tls_ca").equals(other.text("tls_ca"));
  }
}
