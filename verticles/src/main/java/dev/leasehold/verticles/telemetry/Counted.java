package dev.leasehold.verticles.telemetry;

import java.util.concurrent.atomic.LongAdder;

/// How often something happened: since the start, and in the interval that is open. Any thread
/// counts; one thread at a time reads.
final class Counted {
  private final LongAdder all = new LongAdder();
  private long before;
  private Spread closed = Spread.NONE;

  void add() {
    all.increment();
  }

  long all() {
    return all.sum();
  }

  Spread current() {
    return Spread.ofOnes(all.sum() - before);
  }

  Spread closed() {
    return closed;
  }

  void turn() {
    long now = all.sum();
    closed = Spread.ofOnes(now - before);
    before = now;
  }
}
