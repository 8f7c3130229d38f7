package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.Map;

/// Writes a request as a `curl` command, for people who want to script it.
final class CurlText {
  private static final String TOKEN = "X-Vault-Token";

  private CurlText() {}

  /// Returns the command. The token is not in it, only the command that prints it.
  static String of(Outgoing outgoing, Connection connection) {
    StringBuilder curl = new StringBuilder("curl ");
    if (connection.tls().trustsAnyone()) {
      curl.append("--insecure ");
    }
    if (!"GET".equals(outgoing.method())) {
      curl.append("-X ").append(outgoing.method()).append(' ');
    }
    List<String> tls = connection.tls().curl();
    for (int i = 0; i < tls.size(); i += 2) {
      curl.append(tls.get(i)).append(" '").append(quoted(tls.get(i + 1))).append("' ");
    }
    for (Map.Entry<String, String> header : outgoing.headers()) {
      String value = header.getKey().equals(TOKEN) ? "$(vault print token)" : header.getValue();
      if (!Outgoing.isUsual(header)) {
        curl.append("-H \"").append(goName(header.getKey())).append(": ").append(value);
        curl.append("\" ");
      }
    }
    if (!outgoing.body().isEmpty()) {
      curl.append("-d '").append(quoted(outgoing.body())).append("' ");
    }
    return curl.append(outgoing.url()).toString();
  }

  private static String quoted(String text) {
    return text.replace("'", "'\"'\"'");
  }

  /// Go writes a header's name with one capital a word.
  private static String goName(String name) {
    return switch (name) {
      case "X-Vault-Wrap-TTL" -> "X-Vault-Wrap-Ttl";
      case "X-Vault-MFA" -> "X-Vault-Mfa";
      default -> name;
    };
  }
}
