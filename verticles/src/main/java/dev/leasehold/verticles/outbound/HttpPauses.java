package dev.leasehold.verticles.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Targets that have said "too many requests", and until when each wants to be left alone. On the
/// context of the outbound room only.
final class HttpPauses {
  /// A longer wait than any server asks for in earnest is not kept.
  private static final Duration MOST = Duration.ofMinutes(5);

  /// What a server that names no time is given.
  private static final Duration UNNAMED = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Map<String, Instant> until = new HashMap<>();

  HttpPauses(InstantSource clock) {
    this.clock = clock;
  }

  /// Remembers what an answer asks for.
  void heed(String target, HttpAnswer answer) {
    if (answer.status() == HttpAnswer.TOO_MANY_REQUESTS) {
      Duration asked = answer.retryAfter();
      Duration wait = asked.isZero() ? UNNAMED : asked.compareTo(MOST) > 0 ? MOST : asked;
      until.put(target, clock.instant().plus(wait));
    }
  }

  /// How long a target still wants to be left alone; zero for not at all.
  Duration left(String target) {
    Instant end = until.get(target);
    if (end == null) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), end);
    if (!left.isPositive()) {
      until.remove(target);
      return Duration.ZERO;
    }
    return left;
  }
}
