package dev.leasehold.events.journal;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A log in the heap with mishaps, but one whose appenders store nothing behind a record that they
/// did not store. A commit is never stored without the payloads before it then, which is what the
/// journal asks of a real log.
final class PrefixLog implements RecordLog {

  private final InMemoryRecordLog inner;
  private final Supplier<Mishap> mishaps;
  private @Nullable Line appending;

  PrefixLog(Supplier<Mishap> mishaps) {
    this.mishaps = mishaps;
    this.inner = InMemoryRecordLog.faulty(this::mishap);
  }

  InMemoryRecordLog inner() {
    return inner;
  }

  private Mishap mishap() {
    Mishap drawn = appending != null && appending.broken ? Mishap.LOST : mishaps.get();
    if (appending != null && (drawn == Mishap.LOST || drawn == Mishap.LOST_WITH_ERROR)) {
      appending.broken = true;
    }
    return drawn;
  }

  @Override
  public Appender appender() {
    return new Line(inner.appender());
  }

  @Override
  public List<LogRecord> read(long from, int maxRecords, Duration wait) {
    return inner.read(from, maxRecords, wait);
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
