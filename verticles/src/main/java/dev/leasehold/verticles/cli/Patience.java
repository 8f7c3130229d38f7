package dev.leasehold.verticles.cli;

import java.time.Duration;
import java.util.function.Consumer;

/// How long to wait for an answer and how often to ask again.
///
/// @param timeout for a connection and for each read
/// @param retries how often a request is repeated that found no server, or a server in trouble
/// @param pause waits between two attempts
record Patience(Duration timeout, int retries, Consumer<Duration> pause) {
  /// What the API's clients agree on.
  static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final Duration STEP = Duration.ofSeconds(1);

  /// Says whether an answer of that status is worth another attempt: 0 stands for none at all.
  static boolean isWorthRepeating(int status) {
    return status == 0 || status == 412 || status == 429 || (status >= 500 && status != 501);
  }

  /// Waits after that many attempts, longer each time.
  void afterAttempt(int attempts) {
    pause.accept(STEP.multipliedBy(attempts));
  }
}
