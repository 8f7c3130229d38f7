package dev.leasehold.verticles.telemetry;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/// How long something took, each time: since the start, and in the interval that is open. Any
/// thread records and none waits; one thread at a time reads.
final class Timed {
  /// Two digits of a time say enough, and cost ten kilobytes instead of a hundred.
  private static final int DIGITS = 2;

  private final Recorder recorder = new Recorder(DIGITS);
  private final LongAdder count = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final Histogram open = new Histogram(DIGITS);
  private @Nullable Histogram recycled;
  private long nanosBefore;
  private Spread closed = Spread.NONE;

  void record(long took) {
    long positive = Math.max(0, took);
    recorder.recordValue(positive);
    count.increment();
    nanos.add(positive);
  }

  /// How often since the start.
  long count() {
    return count.sum();
  }

  /// How many milliseconds since the start.
  double sum() {
    return nanos.sum() / 1e6;
  }

  /// Of the interval that is open, as far as it has come.
  Spread current() {
    recycled = recorder.getIntervalHistogram(recycled);
    open.add(recycled);
    return Spread.ofNanos(open, nanos.sum() - nanosBefore);
  }

  /// Of the last interval that was closed.
  Spread closed() {
    return closed;
  }

  /// Closes the interval that is open.
  void turn() {
    closed = current();
    nanosBefore = nanos.sum();
    open.reset();
  }
}
