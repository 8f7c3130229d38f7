package dev.leasehold.verticles.outbound.mysql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A connection string of MySQL as Vault's driver has it,
/// `user:password@tcp(host:port)/database?tls=true`, read by our own list of parameters: what names
/// files or a socket is refused, and so is whatever we do not know. Error texts name parameters and
/// never hold a password. Immutable.
///
/// @param password null where the string holds none
/// @param settings what the parameters say that mean something to us, true ones as `true`
public record MysqlUrl(
    String host,
    int port,
    String database,
    String userName,
    @Nullable String password,
    Map<String, String> settings) {

  private static final int DEFAULT_PORT = 3306;

  /// Those whose values are true or false.
  private static final Set<String> SWITCHES =
      Set.of(
          "allowAllFiles",
          "allowCleartextPasswords",
          "allowNativePasswords",
          "allowOldPasswords",
          "allowPublicKeyRetrieval",
          "checkConnLiveness",
          "clientFoundRows",
          "columnsWithAlias",
          "interpolateParams",
          "multiStatements",
          "parseTime",
          "rejectReadOnly");

  /// Those that ask for what is not safe or not there, where they are true.
  private static final Set<String> REFUSED = Set.of("allowAllFiles", "allowOldPasswords");

  private static final Set<String> KEPT =
      Set.of("allowCleartextPasswords", "allowPublicKeyRetrieval");

  /// What the driver knows and we have no use for: harmless to leave out. Statements are run one by
  /// one whatever `multiStatements` says.
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "charset",
          "collation",
          "connectionAttributes",
          "loc",
          "maxAllowedPacket",
          "readTimeout",
          "timeout",
          "writeTimeout");

  private static final List<String> TRUE = List.of("1", "true", "TRUE", "True");
  private static final List<String> FALSE = List.of("0", "false", "FALSE", "False");

  /// Reads a connection string. Throws `IllegalArgumentException` with a text for the client.
  public static MysqlUrl parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "invalid DSN: missing the slash separating the database name");
    }
    String before = text.substring(0, slash);
    String after = text.substring(slash + 1);
    int at = before.lastIndexOf('@');
    String credential = at < 0 ? "" : before.substring(0, at);
    int colon = credential.indexOf(':');
    String address = address(before.substring(at + 1));
    int port = address.lastIndexOf(':');
    boolean hasPort = port > address.lastIndexOf(']');
    int question = after.indexOf('?');
    return new MysqlUrl(
        unbracketed(hasPort ? address.substring(0, port) : address),
        hasPort ? port(address.substring(port + 1)) : DEFAULT_PORT,
        question < 0 ? after : after.substring(0, question),
        colon < 0 ? credential : credential.substring(0, colon),
        colon < 0 ? null : credential.substring(colon + 1),
        settings(question < 0 ? "" : after.substring(question + 1)));
  }

  /// What stands between the parentheses of `tcp(…)`.
  private static String address(String text) {
    int open = text.indexOf('(');
    String net = open < 0 ? text : text.substring(0, open);
    if (!net.isEmpty() && !net.equals("tcp")) {
      throw new IllegalArgumentException("default addr for network '" + net + "' unknown");
    }
    if (open < 0) {
      return "127.0.0.1";
    }
    if (!text.endsWith(")")) {
      throw new IllegalArgumentException(
          text.indexOf(')', open) >= 0
              ? "invalid DSN: did you forget to escape a param value?"
              : "invalid DSN: network address not terminated (missing closing brace)");
    }
    String address = text.substring(open + 1, text.length() - 1);
    return address.isEmpty() || address.startsWith(":") ? "127.0.0.1" + address : address;
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("invalid port", e);
    }
    throw new IllegalArgumentException("invalid port");
  }

  private static Map<String, String> settings(String query) {
    Map<String, String> settings = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        continue;
      }
      String name = pair.substring(0, equals);
      String value = decoded(pair.substring(equals + 1));
      if (name.equals("tls")) {
        settings.put(name, tls(value));
      } else if (SWITCHES.contains(name)) {
        putSwitch(settings, name, value);
      } else if (!WITHOUT_EFFECT.contains(name)) {
        throw new IllegalArgumentException("parameter \"" + name + "\" is not supported");
      }
    }
    return settings;
  }

  private static void putSwitch(Map<String, String> settings, String name, String value) {
    boolean on = isTrue(value);
    if (on && REFUSED.contains(name)) {
      throw new IllegalArgumentException("parameter \"" + name + "\" is not supported");
    }
    if (!on && name.equals("allowNativePasswords")) {
      throw new IllegalArgumentException("parameter \"" + name + "\" must be true");
    }
    if (on && KEPT.contains(name)) {
      settings.put(name, "true");
    }
  }

  private static boolean isTrue(String value) {
    if (!TRUE.contains(value) && !FALSE.contains(value)) {
      throw new IllegalArgumentException("invalid bool value: " + value);
    }
    return TRUE.contains(value);
  }

  private static String tls(String value) {
    String small = value.toLowerCase(Locale.ROOT);
    if (small.equals("skip-verify") || small.equals("preferred")) {
      return small;
    }
    if (TRUE.contains(value) || FALSE.contains(value)) {
      return Boolean.toString(TRUE.contains(value));
    }
    throw new IllegalArgumentException("invalid value / unknown config name: " + value);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("invalid value of a parameter", e);
    }
  }

  @Override
  public String toString() {
    return "MysqlUrl[" + host + ":" + port + "]";
  }
}
