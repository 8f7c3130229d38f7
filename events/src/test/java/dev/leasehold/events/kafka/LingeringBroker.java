package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.Acknowledgement;
import dev.leasehold.events.journal.Appender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// A log that keeps what it is given until it is pushed, as [PartitionAppender] does, and stores it
/// as one batch; a test may stop it before a batch or let the next one fail.
final class LingeringBroker implements Appender {
  private final Appender log;
  private final Semaphore may = new Semaphore(Integer.MAX_VALUE);
  private final List<Runnable> kept = new ArrayList<>();
  private volatile boolean failing;

  /// How many records each batch held.
  final BlockingQueue<Integer> batches = new LinkedBlockingQueue<>();

  LingeringBroker(Appender log) {
    this.log = log;
  }

  @Override
  public void append(byte[] key, byte @Nullable [] value, Acknowledgement whenKnown) {
    kept.add(() -> {
      if (failing) {
        whenKnown.known(-1, new IOException("not stored"));
      } else {
        log.append(key, value, whenKnown);
      }
    });
  }

  void push() {
    if (!kept.isEmpty()) {
      batches.add(kept.size());
      may.acquireUninterruptibly();
    }
    kept.forEach(Runnable::run);
    kept.clear();
  }

  /// Lets no batch through until [#goOn].
  void stop() {
    may.drainPermits();
  }

  void goOn() {
    may.release(1_000_000);
  }

  void fail() {
    failing = true;
  }

  @Override
  public void close() {
    log.close();
  }
}
