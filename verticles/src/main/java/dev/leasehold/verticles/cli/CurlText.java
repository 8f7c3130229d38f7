package dev.leasehold.verticles.cli;

import java.nio.charset.StandardCharsets;

/// Writes a request as a `curl` command, for people who want to script it.
final class CurlText {
  private CurlText() {}

  /// Returns the command. The token is not in it, only the command that prints it.
  static String of(String method, String url, Connection connection, byte[] body) {
    StringBuilder curl = new StringBuilder("curl ");
    if (!connection.verifyHost()) {
      curl.append("--insecure ");
    }
    if (!"GET".equals(method)) {
      curl.append("-X ").append(method).append(' ');
    }
    connection.headers().forEach((name, value) -> header(curl, name, value));
    header(curl, "X-Vault-Request", "true");
    header(curl, "X-Vault-Namespace", connection.namespace());
    header(curl, "X-Vault-Token", connection.token().isEmpty() ? "" : "$(vault print token)");
    header(curl, "X-Vault-Wrap-Ttl", connection.wrapTtl());
    if (body.length > 0) {
      String text = new String(body, StandardCharsets.UTF_8).replace("'", "'\"'\"'");
      curl.append("-d '").append(text).append("' ");
    }
    return curl.append(url).toString();
  }

  private static void header(StringBuilder curl, String name, String value) {
    if (!value.isEmpty()) {
      curl.append("-H \"").append(name).append(": ").append(value).append("\" ");
    }
  }
}
