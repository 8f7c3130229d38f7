package dev.leasehold.verticles.outbound;

import dev.leasehold.crypto.secret.SecretBytes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One HTTP request. Immutable; what is secret in it is never shown.
///
/// @param method `GET`, `POST` or `DELETE`
/// @param uri path and query, as they go over the wire
/// @param headers without secrets
/// @param authorization the value of that header, null for none
/// @param body null for none
public record HttpQuestion(
    String method,
    String uri,
    Map<String, String> headers,
    @Nullable SecretBytes authorization,
    @Nullable SecretBytes body) {

  public HttpQuestion {
    headers = Map.copyOf(headers);
  }

  public static HttpQuestion get(
      String uri, Map<String, String> headers, @Nullable SecretBytes authorization) {
    return new HttpQuestion("GET", uri, headers, authorization, null);
  }

  /// Whether it asks only, and changes nothing.
  boolean onlyAsks() {
    return method.equals("GET");
  }

  @Override
  public String toString() {
    return "HttpQuestion[" + method + "]";
  }
}
