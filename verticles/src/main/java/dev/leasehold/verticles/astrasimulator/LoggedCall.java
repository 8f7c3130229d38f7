package dev.leasehold.verticles.astrasimulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A request that arrived, whatever became of it. Immutable; it holds no token but by fingerprint.
///
/// @param number counts from 1
/// @param headers names in lower case
/// @param fault what went wrong with it, by the name that fault switches have; empty for nothing
public record LoggedCall(
    long number,
    Instant at,
    ApiCall call,
    String method,
    String uri,
    Map<String, List<String>> headers,
    String body,
    String fault) {

  public LoggedCall {
    headers = Map.copyOf(headers);
  }

  /// The fingerprint of who asked.
  public Fingerprint asker() {
    return new Fingerprint(headers.getOrDefault("authorization", List.of("none")).getFirst());
  }
}
