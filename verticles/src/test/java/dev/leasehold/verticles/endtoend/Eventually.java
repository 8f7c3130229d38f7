package dev.leasehold.verticles.endtoend;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waiting for what another process or room does in its own time: looks again and again.
final class Eventually {
  private static final Duration LOOK = Duration.ofMillis(25);

  private Eventually() {}

  /// Waits until something is so, and fails with what was waited for where it takes too long.
  static void is(String what, Duration patience, Callable<Boolean> look) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (!look.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("within " + patience + " it was not so that " + what);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
