package dev.leasehold.verticles.outbound.postgres;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A connection string of PostgreSQL, read by our own list of parameters: what names a file, a
/// service or several hosts is refused, and so is whatever we do not know. Error texts name
/// parameters and never hold their values. Immutable.
///
/// Two forms are read: `postgresql://user:password@host:port/database?sslmode=require`, and `host=…
/// port=… user=… password=… dbname=… sslmode=…` with values in single quotes if need be.
///
/// @param userName null where the string names none
/// @param password null where the string holds none
/// @param settings the parameters beside these
public record PostgresUrl(
    String host,
    int port,
    String database,
    @Nullable String userName,
    @Nullable String password,
    Map<String, String> settings) {

  /// What goes to the server as a setting of the session.
  static final Set<String> SESSION_PARAMETERS =
      Set.of("application_name", "search_path", "statement_timeout", "lock_timeout", "role");

  private static final Set<String> OWN_PARAMETERS =
      Set.of("host", "port", "user", "password", "dbname", "database", "sslmode");

  /// What drivers know and we have no use for: harmless to leave out.
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("connect_timeout", "timezone", "client_encoding", "fallback_application_name");

  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  private static final int DEFAULT_PORT = 5432;

  /// Reads a connection string. Throws `IllegalArgumentException` with a text for the client.
  public static PostgresUrl parse(String text) {
    Map<String, String> found =
        text.startsWith("postgres://") || text.startsWith("postgresql://")
            ? ofUrl(text)
            : ofPairs(text);
    return of(found);
  }

  private static PostgresUrl of(Map<String, String> found) {
    Map<String, String> settings = new TreeMap<>();
    for (Map.Entry<String, String> entry : found.entrySet()) {
      String name = entry.getKey();
      if (SESSION_PARAMETERS.contains(name) || name.equals("sslmode")) {
        settings.put(name, entry.getValue());
      } else if (!OWN_PARAMETERS.contains(name) && !WITHOUT_EFFECT.contains(name)) {
        throw new IllegalArgumentException("parameter \"" + name + "\" is not supported");
      }
    }
    String mode = settings.computeIfAbsent("sslmode", _ -> "prefer");
    if (!SSL_MODES.contains(mode)) {
      throw new IllegalArgumentException("sslmode is invalid");
    }
    String host = found.getOrDefault("host", "");
    if (host.isEmpty() || host.startsWith("/") || host.contains(",")) {
      throw new IllegalArgumentException("one host is required, and no socket folder");
    }
    String user = found.get("user");
    String database = found.getOrDefault("dbname", found.getOrDefault("database", ""));
    return new PostgresUrl(
        host,
        port(found.get("port")),
        database.isEmpty() ? (user == null ? "" : user) : database,
        user,
        found.get("password"),
        settings);
  }

  private static int port(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return DEFAULT_PORT;
    }
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("port is invalid", e);
    }
    throw new IllegalArgumentException("port is invalid");
  }

  private static Map<String, String> ofUrl(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      // The exception's own text repeats the URL, and with it the password.
      throw new IllegalArgumentException("unable to parse connection url");
    }
    Map<String, String> found = new TreeMap<>();
    String authority = uri.getRawAuthority();
    if (authority == null) {
      throw new IllegalArgumentException("unable to parse connection url");
    }
    int at = authority.lastIndexOf('@');
    if (at >= 0) {
      String credential = authority.substring(0, at);
      int colon = credential.indexOf(':');
      found.put("user", decoded(colon < 0 ? credential : credential.substring(0, colon)));
      if (colon >= 0) {
        found.put("password", decoded(credential.substring(colon + 1)));
      }
    }
    putHost(found, authority.substring(at + 1));
    String path = uri.getRawPath();
    if (path != null && path.length() > 1) {
      found.put("dbname", decoded(path.substring(1)));
    }
    String query = uri.getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        put(found, decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return found;
  }

  private static void putHost(Map<String, String> found, String text) {
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon > text.lastIndexOf(']');
    String host = hasPort ? text.substring(0, colon) : text;
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    found.put("host", bracketed ? host.substring(1, host.length() - 1) : host);
    if (hasPort) {
      found.put("port", text.substring(colon + 1));
    }
  }

  private static Map<String, String> ofPairs(String text) {
    Map<String, String> found = new TreeMap<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      int equals = text.indexOf('=', at);
      if (equals < 0) {
        throw new IllegalArgumentException("unable to parse connection url");
      }
      StringBuilder value = new StringBuilder();
      int next = readValue(text, equals + 1, value);
      put(found, text.substring(at, equals).strip(), value.toString());
      at = next;
    }
    return found;
  }

  /// Reads a bare or quoted value with backslash escapes; gives the index behind it.
  private static int readValue(String text, int from, StringBuilder value) {
    int at = from;
    boolean quoted = at < text.length() && text.charAt(at) == '\'';
    if (quoted) {
      at++;
    }
    while (at < text.length()) {
      char c = text.charAt(at);
      if (quoted ? c == '\'' : Character.isWhitespace(c)) {
        return at + 1;
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        c = text.charAt(at);
      }
      value.append(c);
      at++;
    }
    if (quoted) {
      throw new IllegalArgumentException("unable to parse connection url");
    }
    return at;
  }

  private static void put(Map<String, String> found, String name, String value) {
    found.put(name.equals("TimeZone") ? "timezone" : name.toLowerCase(Locale.ROOT), value);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("unable to parse connection url", e);
    }
  }

  @Override
  public String toString() {
    return "PostgresUrl[" + host + ":" + port + "]";
  }
}
