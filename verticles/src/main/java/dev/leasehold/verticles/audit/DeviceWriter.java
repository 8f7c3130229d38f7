package dev.leasehold.verticles.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Writes the lines of one device, in order, on a thread of its own. Whatever the device does,
/// [#write] never waits: a device that hangs or is full loses lines, which it says.
///
/// What could not be written is tried once more on a newly opened stream, as Vault does; after a
/// failure the next line begins on a line of its own.
final class DeviceWriter implements AutoCloseable {
  /// How many entries may wait for a device.
  static final int MAX_QUEUED = 4096;

  /// A write that takes longer makes the device count as hanging until it is over.
  static final Duration HANGING = Duration.ofSeconds(5);

  private static final int MAX_TOGETHER = 256;
  private static final byte[] NEWLINE = {'\n'};

  private final Opening opening;
  private final LongSupplier nanos;
  private final BlockingQueue<Job> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final AtomicBoolean reopen = new AtomicBoolean();
  private final Thread thread;
  private volatile long busySince;
  private volatile boolean busy;
  private volatile boolean closed;
  private @Nullable OutputStream stream;
  private boolean torn;

  /// Opens the device's stream for appending; may block.
  @FunctionalInterface
  interface Opening {
    OutputStream open() throws IOException;
  }

  @SuppressWarnings("ArrayRecordComponent") // lines on their way to a device, never copied
  private record Job(byte[] lines, Consumer<Boolean> whenDone) {}

  DeviceWriter(String name, Opening opening, LongSupplier nanos) {
    this.opening = opening;
    this.nanos = nanos;
    this.thread = Thread.ofPlatform().daemon().name("audit-device-" + name).start(this::run);
  }

  /// Hands lines to the device. `whenDone` is told whether they were written, on this thread or the
  /// device's.
  void write(byte[] lines, Consumer<Boolean> whenDone) {
    boolean hanging = busy && nanos.getAsLong() - busySince >= HANGING.toNanos();
    if (closed || hanging || !queue.offer(new Job(lines, whenDone))) {
      whenDone.accept(false);
    }
  }

  /// The next write opens the stream anew: for a file that was moved away.
  void reopen() {
    reopen.set(true);
  }

  private void run() {
    List<Job> jobs = new ArrayList<>();
    try {
      while (!closed) {
        jobs.add(queue.take());
        queue.drainTo(jobs, MAX_TOGETHER - 1);
        write(jobs);
        jobs.clear();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      closeStream();
      queue.drainTo(jobs);
      jobs.forEach(job -> job.whenDone().accept(false));
    }
  }

  private void write(List<Job> jobs) {
    busySince = nanos.getAsLong();
    busy = true;
    byte[] lines = AuditLines.joined(jobs.stream().map(Job::lines).toArray(byte[][]::new));
    boolean written = written(lines);
    if (!written) {
      written = written(lines);
    }
    boolean answer = written;
    busy = false;
    jobs.forEach(job -> job.whenDone().accept(answer));
  }

  private boolean written(byte[] lines) {
    try {
      if (reopen.getAndSet(false)) {
        closeStream();
      }
      OutputStream out = stream == null ? opening.open() : stream;
      stream = out;
      if (torn) {
        out.write(NEWLINE);
        torn = false;
      }
      out.write(lines);
      out.flush();
      return true;
    } catch (IOException | RuntimeException failed) {
      torn = true;
      closeStream();
      return false;
    }
  }

  private void closeStream() {
    OutputStream out = stream;
    stream = null;
    if (out != null) {
      try {
        out.close();
      } catch (IOException ignored) {
        // Nothing is buffered here: what counts was written or has failed already.
      }
    }
  }

  /// Ends the thread, unless the device hangs: then it ends when the device lets go of it.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
