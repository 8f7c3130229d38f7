package dev.leasehold.verticles.engine;

import dev.leasehold.crypto.secret.Entropy;
import java.time.Duration;

/// How long to wait after attempts that failed: doubling from two seconds up to five minutes, with
/// a jitter of half of it to either side, for ever. Vault's own begins at 20 seconds and gives up
/// after six attempts.
public final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration MOST = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 8;

  private Backoff() {}

  /// The wait after this many failed attempts.
  public static Duration after(int attempts, Entropy entropy) {
    int doublings = Math.clamp(attempts - 1L, 0, MOST_DOUBLINGS);
    long nominal = Math.min(FIRST.toMillis() << doublings, MOST.toMillis());
    return Duration.ofMillis(nominal / 2 + entropy.below((int) nominal));
  }
}
