package dev.leasehold.events.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A [RecordLog] in the heap, lost at its end. It serves `storage "inmem"`, and, with mishaps to
/// order, tests and the simulation.
///
/// It is safe for many threads and, on one thread, deterministic. Acknowledgements come one after
/// the other, never within another one, on a thread that appends; a paced log keeps them until
/// [#deliver()] or [#deliverOne()]. No lock is held while one runs, so it may append again.
///
/// The records of one appender are stored in its order, whatever befalls them; those of two may
/// interleave in any way. What [#compact()] removes and keeps is what Kafka's cleaner would.
public final class InMemoryRecordLog implements RecordLog {

  private static final long UNKNOWN_OFFSET = -1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final HeapRecords records = new HeapRecords();
  private final List<Line> lines = new ArrayList<>();
  private final ArrayDeque<Runnable> undelivered = new ArrayDeque<>();
  private final boolean paced;
  private final Supplier<Mishap> mishaps;
  private boolean delivering;
  private boolean closed;

  private InMemoryRecordLog(boolean paced, Supplier<Mishap> mishaps) {
    this.paced = paced;
    this.mishaps = mishaps;
  }

  /// A log that stores and acknowledges every record at once.
  public static InMemoryRecordLog faultless() {
    return new InMemoryRecordLog(false, () -> Mishap.NONE);
  }

  /// A log that asks for each append what befalls it, and acknowledges as soon as it can.
  public static InMemoryRecordLog faulty(Supplier<Mishap> mishaps) {
    return new InMemoryRecordLog(false, mishaps);
  }

  /// A log that asks for each append what befalls it, and acknowledges when told to deliver.
  public static InMemoryRecordLog paced(Supplier<Mishap> mishaps) {
    return new InMemoryRecordLog(true, mishaps);
  }

  @Override
  public Appender appender() {
    Line line = new Line();
    locked(() -> lines.add(line));
    return line;
  }

  @Override
  public List<LogRecord> read(long from, int maxRecords, Duration wait) {
    lock.lock();
    try {
      long nanosLeft = wait.toNanos();
      while (true) {
        refuseUnreadable(from);
        List<LogRecord> found = records.from(from, maxRecords);
        if (!found.isEmpty() || nanosLeft <= 0) {
          return found;
        }
        nanosLeft = changed.awaitNanos(nanosLeft);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailable("interrupted while waiting for records", e);
    } finally {
      lock.unlock();
    }
  }

  private void refuseUnreadable(long from) {
    if (closed) {
      throw new LogUnavailable("the log is closed");
    }
    if (from > records.end()) {
      throw new TruncatedLog(from);
    }
  }

  @Override
  public long start() {
    return locked(records::start);
  }

  @Override
  public long end() {
    return locked(records::end);
  }

  /// Nothing is set up, so nothing can be wrong.
  @Override
  public void check() {}

  @Override
  public void close() {
    change(() -> closed = true);
  }

  /// Hands out all acknowledgements that are due, also those that fall due meanwhile, and tells how
  /// many there were.
  public int deliver() {
    int delivered = 0;
    while (deliverOne()) {
      delivered++;
    }
    return delivered;
  }

  /// Hands out the next acknowledgement that is due, and tells whether there was one. While another
  /// one runs there is none: they never overtake each other.
  public boolean deliverOne() {
    Runnable next =
        locked(() -> {
          Runnable due = delivering ? null : undelivered.poll();
          delivering |= due != null;
          return due;
        });
    if (next == null) {
      return false;
    }
    try {
      next.run();
    } finally {
      change(() -> delivering = false);
    }
    return true;
  }

  /// Lets the delayed record of the oldest appender that has one arrive, and what stands behind it
  /// up to the next delayed one. Tells whether there was one.
  public boolean release() {
    boolean released = locked(() -> lines.stream().anyMatch(Line::release));
    deliverUnlessPaced();
    return released;
  }

  /// Removes what Kafka's cleaner removes: of each key all but the last record, and tombstones. The
  /// last record of the log stays. Offsets do not move.
  public void compact() {
    change(records::compact);
  }

  /// Removes the records before an offset, as `operator trim` does.
  public void trim(long newStart) {
    change(() -> records.trim(newStart));
  }

  /// Loses the tail from an offset on, as an unclean election does: its offsets are given out
  /// again.
  public void truncate(long newEnd) {
    change(() -> records.truncate(newEnd));
  }

  /// Flips one bit of the value at an offset, or of the key of a tombstone.
  public void flipBit(long offset, int bit) {
    change(() -> records.flipBit(offset, bit));
  }

  private void change(Runnable work) {
    locked(() -> {
      work.run();
      changed.signalAll();
      return closed;
    });
  }

  private <T extends @Nullable Object> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private void deliverUnlessPaced() {
    if (!paced) {
      deliver();
    }
  }

  /// One appender. What is on its way behind a delayed record is held; what was not yet heard of is
  /// awaited, and keeps the acknowledgements behind it back.
  private final class Line implements Appender {

    private final ArrayDeque<Sent> held = new ArrayDeque<>();
    private final ArrayDeque<Sent> awaited = new ArrayDeque<>();
    private boolean lineClosed;

    @Override
    public void append(byte[] key, byte @Nullable [] value, Acknowledgement whenKnown) {
      change(() -> send(new Sent(key, value, mishaps.get(), whenKnown)));
      deliverUnlessPaced();
    }

    @Override
    public void close() {
      change(() -> {
        lineClosed = true;
        awaited.forEach(each -> each.fail("the appender was closed before an answer came"));
        acknowledge();
      });
      deliverUnlessPaced();
    }

    private void send(Sent sent) {
      awaited.add(sent);
      if (closed || lineClosed) {
        sent.fail("the appender is closed");
      } else if (sent.mishap == Mishap.DELAYED || !held.isEmpty()) {
        held.add(sent);
      } else {
        arrive(sent);
      }
      acknowledge();
    }

    boolean release() {
      Sent first = held.poll();
      if (first == null) {
        return false;
      }
      arrive(first);
      while (!held.isEmpty() && held.element().mishap != Mishap.DELAYED) {
        arrive(held.remove());
      }
      acknowledge();
      return true;
    }

    private void arrive(Sent sent) {
      switch (sent.mishap) {
        case NONE, DELAYED -> sent.succeed(records.add(sent.key, sent.value));
        case LOST -> {}
        case LOST_WITH_ERROR -> sent.fail("no answer, and not stored");
        case STORED_UNHEARD -> records.add(sent.key, sent.value);
        case STORED_WITH_ERROR -> {
          records.add(sent.key, sent.value);
          sent.fail("no answer, but stored");
        }
        case STORED_SOMEWHERE -> {
          records.add(sent.key, sent.value);
          sent.succeed(UNKNOWN_OFFSET);
        }
        case STORED_AFTER_GAP -> {
          records.skipOffset();
          sent.succeed(records.add(sent.key, sent.value));
        }
      }
    }

    private void acknowledge() {
      for (Sent next = awaited.peek();
          next != null && next.outcome != null;
          next = awaited.peek()) {
        undelivered.add(next.outcome);
        awaited.remove();
      }
    }
  }

  /// One record on its way, and what is to be told of it once that is known.
  private static final class Sent {

    private final byte[] key;
    private final byte @Nullable [] value;
    private final Mishap mishap;
    private final Acknowledgement whenKnown;
    private @Nullable Runnable outcome;

    Sent(byte[] key, byte @Nullable [] value, Mishap mishap, Acknowledgement whenKnown) {
      this.key = key;
      this.value = value;
      this.mishap = mishap;
      this.whenKnown = whenKnown;
    }

    void succeed(long offset) {
      outcome = () -> whenKnown.known(offset, null);
    }

    void fail(String why) {
      if (outcome == null) {
        LogUnavailable error = new LogUnavailable(why);
        outcome = () -> whenKnown.known(UNKNOWN_OFFSET, error);
      }
    }
  }
}
