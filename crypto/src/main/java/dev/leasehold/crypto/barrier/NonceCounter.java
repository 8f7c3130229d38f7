package dev.leasehold.crypto.barrier;

import java.util.concurrent.atomic.AtomicLong;

/// Counts the nonces of one key, from 0 up, each number once. When the numbers are used up it
/// throws `IllegalStateException` for ever, rather than begin again. May be used from any thread.
final class NonceCounter {
  private final AtomicLong next;

  NonceCounter() {
    this(0);
  }

  NonceCounter(long first) {
    this.next = new AtomicLong(first);
  }

  long next() {
    long drawn = next.getAndUpdate(number -> number < 0 ? number : number + 1);
    if (drawn < 0) {
      throw new IllegalStateException("the nonces of a key are used up");
    }
    return drawn;
  }
}
