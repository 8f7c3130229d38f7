package dev.leasehold.verticles.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One request as it goes over the wire.
///
/// @param headers names and values in the order in which they are sent; a name may repeat
/// @param body JSON, or the empty string
record Outgoing(String method, URI url, List<Map.Entry<String, String>> headers, String body) {
  private static final String JSON = "application/json";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  /// Builds a request over a connection.
  static Outgoing of(String method, URI url, Connection connection, String body) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    connection.headers().forEach((name, value) -> headers.add(Map.entry(name, value)));
    headers.add(Map.entry("Content-Type", contentType(method, body)));
    headers.add(Map.entry("X-Vault-Request", "true"));
    headers.add(Map.entry("X-Vault-Token", connection.token()));
    headers.add(Map.entry("X-Vault-Namespace", connection.namespace()));
    headers.add(Map.entry("X-Vault-Wrap-TTL", connection.wrapTtl()));
    headers.add(Map.entry("X-Vault-Policy-Override", connection.policyOverride() ? "true" : ""));
    connection.mfa().forEach(credential -> headers.add(Map.entry("X-Vault-MFA", credential)));
    headers.removeIf(header -> header.getValue().isEmpty());
    return new Outgoing(method, url, List.copyOf(headers), body);
  }

  private static String contentType(String method, String body) {
    return method.equals("PATCH") ? MERGE_PATCH : hasBody(method, body) ? JSON : "";
  }

  /// Says whether a body follows, be it an empty one.
  boolean hasBody() {
    return hasBody(method, body);
  }

  private static boolean hasBody(String method, String body) {
    return !body.isEmpty() || !(method.equals("GET") || method.equals("DELETE"));
  }

  /// Says whether a header tells what a reader takes for granted.
  static boolean isUsual(Map.Entry<String, String> header) {
    return header.getValue().equals(JSON);
  }

  /// Returns the same for another place.
  Outgoing to(URI other) {
    return new Outgoing(method, other, headers, body);
  }
}
