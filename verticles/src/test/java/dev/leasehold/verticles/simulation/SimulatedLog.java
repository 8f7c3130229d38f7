package dev.leasehold.verticles.simulation;

import dev.leasehold.events.journal.Acknowledgement;
import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.InMemoryRecordLog;
import dev.leasehold.events.journal.LogRecord;
import dev.leasehold.events.journal.Mishap;
import dev.leasehold.events.journal.RecordLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The log between the nodes: a paced one in the heap with mishaps to order. Reading never waits,
/// since nobody else could write meanwhile; and an appender stores nothing behind a record that it
/// did not store, which is what the journal asks of a real log.
final class SimulatedLog implements RecordLog {
  private final Deque<Mishap> ordered = new ArrayDeque<>();
  private final InMemoryRecordLog inner = InMemoryRecordLog.paced(this::mishap);
  private @Nullable Line appending;

  /// What befalls the next record that is appended.
  void order(Mishap mishap) {
    ordered.add(mishap);
  }

  /// Nothing more goes wrong.
  void heal() {
    ordered.clear();
  }

  boolean deliverOne() {
    return inner.deliverOne();
  }

  boolean release() {
    return inner.release();
  }

  void compact() {
    inner.compact();
  }

  private Mishap mishap() {
    Line line = appending;
    if (line == null) {
      return Mishap.NONE;
    }
    Mishap next = ordered.isEmpty() ? Mishap.NONE : ordered.remove();
    Mishap drawn = line.broken ? Mishap.LOST : next;
    line.broken |= drawn == Mishap.LOST || drawn == Mishap.LOST_WITH_ERROR;
    return drawn;
  }

  @Override
  public Appender appender() {
    return new Line(inner.appender());
  }

  @Override
  public List<LogRecord> read(long from, int maxRecords, Duration wait) {
    return inner.read(from, maxRecords, Duration.ZERO);
  }

  @Override
  public long start() {
    return inner.start();
  }

  @Override
  public long end() {
    return inner.end();
  }

  @Override
  public void check() {
    inner.check();
  }

  @Override
  public void close() {
    inner.close();
  }

  /// The same log, telling whenever somebody opens an appender to claim it.
  RecordLog telling(Runnable whenClaimed) {
    SimulatedLog shared = this;
    return new RecordLog() {
      @Override
      public Appender appender() {
        whenClaimed.run();
        return shared.appender();
      }

      @Override
      public List<LogRecord> read(long from, int maxRecords, Duration wait) {
        return shared.read(from, maxRecords, wait);
      }

      @Override
      public long start() {
        return shared.start();
      }

      @Override
      public long end() {
        return shared.end();
      }

      @Override
      public void check() {
        shared.check();
      }

      @Override
      public void close() {
        shared.close();
      }
    };
  }

  private final class Line implements Appender {
    private final Appender to;
    private boolean broken;

    Line(Appender to) {
      this.to = to;
    }

    @Override
    public void append(byte[] key, byte @Nullable [] value, Acknowledgement whenKnown) {
      appending = this;
      to.append(key, value, whenKnown);
    }

    @Override
    public void close() {
      to.close();
    }
  }
}
