package dev.leasehold.verticles.outbound;

import dev.leasehold.crypto.secret.SecretBytes;
import java.util.List;
import java.util.Map;

/// What an HTTP server said; a redirect is an answer like any other. Immutable. Nothing in it is to
/// be trusted.
///
/// @param headers names in lower case
public record HttpAnswer(
    int status, String reason, Map<String, List<String>> headers, SecretBytes body) {

  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  /// The first value of a header, or an empty text.
  public String header(String name) {
    return headers.getOrDefault(name, List.of("")).getFirst();
  }

  public boolean isGood() {
    return status >= 200 && status <= 299;
  }

  @Override
  public String toString() {
    return "HttpAnswer[" + status + "]";
  }
}
