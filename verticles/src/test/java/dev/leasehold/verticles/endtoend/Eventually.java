package dev.leasehold.verticles.endtoend;

import java.time.Duration;
import java.util.Collection;
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

  /// Waits until nothing of what is looked for is found, and fails with what was found last.
  static void nothing(String what, Duration patience, Callable<? extends Collection<?>> look)
      throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    for (Collection<?> found = look.call(); !found.isEmpty(); found = look.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("after " + patience + " there was still " + what + ": " + found);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
