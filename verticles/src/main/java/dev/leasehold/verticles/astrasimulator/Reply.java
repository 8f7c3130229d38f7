package dev.leasehold.verticles.astrasimulator;

import java.util.Map;

/// An HTTP answer. Immutable. One that tells of a new token holds it in clear: it is written to its
/// connection and not kept.
record Reply(int status, String contentType, String body, Map<String, String> headers) {
  static final String JSON = "application/json";
  static final String TEXT = "text/plain";
  static final String HTML = "text/html";

  Reply {
    headers = Map.copyOf(headers);
  }

  static Reply json(int status, String body) {
    return new Reply(status, JSON, body, Map.of());
  }

  /// The first half of it, as if that were all.
  Reply half() {
    return new Reply(status, contentType, body.substring(0, body.length() / 2), headers);
  }

  Reply with(String header, String value) {
    return new Reply(status, contentType, body, Map.of(header, value));
  }

  @Override
  public String toString() {
    return "Reply[" + status + "]";
  }
}
