package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.Acknowledgement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Records that wait for the next round of a [RoundAppender], in the order in which they came. Any
/// thread adds; one at a time takes rounds out.
///
/// Where many came together the next round waits a moment until as many are there again, since the
/// clients that were just answered ask again; where few came it never waits.
final class RoundQueue {

  /// What the records of a round measure together, but for a single larger one: it must be one
  /// batch, with what that takes besides.
  static final int MAX_ROUND_BYTES = AppendLimits.BATCH_BYTES * 3 / 4;

  /// A write is two records and perhaps a tombstone: so many at least come from several clients.
  private static final int MANY = 4;

  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition enough = lock.newCondition();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long bytes;
  private int expected = 1;
  private boolean taken;
  private boolean closed;

  /// A record, and what is known of it once it was sent.
  static final class Waiting {
    private final byte[] key;
    private final byte @Nullable [] value;
    private final Acknowledgement whenKnown;
    private final boolean tooMuch;
    private long offset = -1;
    private @Nullable Exception error;

    private Waiting(
        byte[] key, byte @Nullable [] value, Acknowledgement whenKnown, boolean tooMuch) {
      this.key = key;
      this.value = value;
      this.whenKnown = whenKnown;
      this.tooMuch = tooMuch;
    }

    byte[] key() {
      return key;
    }

    byte @Nullable [] value() {
      return value;
    }

    /// Whether it came when too much waited already.
    boolean tooMuch() {
      return tooMuch;
    }

    void stored(long at) {
      offset = at;
    }

    /// Nobody knows whether it counts.
    void failed(Exception why) {
      offset = -1;
      error = why;
    }

    void tell() {
      whenKnown.known(offset, error);
    }

    private int bytes() {
      return AppendLimits.bytes(key, value);
    }
  }

  /// Adds a record; says whether nobody takes rounds, so that somebody must begin. What comes while
  /// too much waits is marked so.
  boolean add(byte[] key, byte @Nullable [] value, Acknowledgement whenKnown) {
    lock.lock();
    try {
      Waiting added = new Waiting(key, value, whenKnown, bytes > AppendLimits.WAITING_BYTES);
      waiting.add(added);
      bytes += added.bytes();
      if (waiting.size() >= expected) {
        enough.signal();
      }
      boolean idle = !taken;
      taken = true;
      return idle;
    } finally {
      lock.unlock();
    }
  }

  /// The records of the next round; none ends the taking, until somebody adds one.
  List<Waiting> next() {
    lock.lock();
    try {
      gather();
      List<Waiting> round = new ArrayList<>();
      long size = 0;
      for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
        size += next.bytes();
        if (size > MAX_ROUND_BYTES && !round.isEmpty()) {
          break;
        }
        bytes -= next.bytes();
        round.add(waiting.remove());
      }
      expected = round.size() < MANY ? 1 : round.size();
      taken = !round.isEmpty();
      return round;
    } finally {
      lock.unlock();
    }
  }

  private void gather() {
    long left = MOMENT_NANOS;
    try {
      while (left > 0 && !waiting.isEmpty() && waiting.size() < expected && !closed) {
        left = enough.awaitNanos(left);
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  /// From now on nothing is gathered; says whether nobody takes rounds.
  boolean close() {
    lock.lock();
    try {
      closed = true;
      enough.signal();
      return !taken;
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
