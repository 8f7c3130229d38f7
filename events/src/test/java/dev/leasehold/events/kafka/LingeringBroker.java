package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.journal.RecordLog;
import dev.leasehold.events.kafka.RoundQueue.Waiting;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/// Stores rounds in a log, as [LedPartition] does; a test may stop it before a batch or let the
/// next ones fail.
final class LingeringBroker {
  private final RecordLog log;
  private final Appender appender;
  private final Semaphore may = new Semaphore(Integer.MAX_VALUE);
  private volatile boolean failing;

  /// How many records each batch held.
  final BlockingQueue<Integer> batches = new LinkedBlockingQueue<>();

  LingeringBroker(RecordLog log) {
    this.log = log;
    this.appender = log.appender();
  }

  long store(List<Waiting> round) {
    batches.add(round.size());
    may.acquireUninterruptibly();
    if (failing) {
      throw new LogUnavailable("not stored");
    }
    long first = log.end();
    round.forEach(each -> appender.append(each.key(), each.value(), (_, _) -> {}));
    return first;
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
}
