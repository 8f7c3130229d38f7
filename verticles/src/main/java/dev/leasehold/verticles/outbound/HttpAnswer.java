package dev.leasehold.verticles.outbound;

import dev.leasehold.crypto.secret.SecretBytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What an HTTP server said; a redirect is an answer like any other. Immutable. Nothing in it is to
/// be trusted.
///
/// @param headers names in lower case
public record HttpAnswer(
    int status, String reason, Map<String, List<String>> headers, SecretBytes body) {

  /// The status of a server that has had enough for now.
  public static final int TOO_MANY_REQUESTS = 429;

  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  /// The first value of a header, or an empty text.
  public String header(String name) {
    return headers.getOrDefault(name, List.of("")).getFirst();
  }

  /// For how long the server wants to be left alone, where it says so in seconds; else zero.
  public Duration retryAfter() {
    String seconds = header("retry-after").strip();
    return seconds.matches("\\d{1,9}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ZERO;
  }

  public boolean isGood() {
    return status >= 200 && status <= 299;
  }

  @Override
  public String toString() {
    return "HttpAnswer[" + status + "]";
  }
}
