package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.Acknowledgement;
import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.kafka.RoundQueue.Waiting;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/// Appends to the embedded broker in rounds, and acknowledges a round once the disk has it, where
/// it must; else once the broker has it.
///
/// ```text
/// append ─► waits ─► one batch of all that wait ─► Kafka, in the page cache ─► one force ─► told
///             ▲                                                                          │
///             └───────────────────────────── the next round ─────────────────────────────┘
/// ```
///
/// A batch costs the broker and the disk the same whether it holds one record or a hundred: so what
/// comes while a round is on its way makes up the next one. After a round that failed none is sent:
/// nothing is ever stored behind what was not.
///
/// A disk that fails ends the process, as Kafka does: nobody knows what it has (the system forgets
/// what it could not write), and only a start finds out.
final class ForcedAppender implements Appender {

  private static final System.Logger LOG = System.getLogger(ForcedAppender.class.getName());

  private static final long IDLE_SECONDS = 60;

  private final Appender broker;
  private final Runnable push;
  private final @Nullable PartitionFiles files;
  private final RoundQueue queue = new RoundQueue();
  private final Executor disk = disk();

  /// Whether a record was not stored; known to whoever takes rounds.
  private boolean broken;

  private ForcedAppender(Appender broker, Runnable push, @Nullable PartitionFiles files) {
    this.broker = broker;
    this.push = push;
    this.files = files;
  }

  /// One thread, which ends where nothing is appended for a while. A platform's: a virtual one that
  /// loads classes of Kafka's holds its carrier, and there may be no more than two of those.
  private static Executor disk() {
    ThreadPoolExecutor disk =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("leasehold-disk").daemon().factory());
    disk.allowCoreThreadTimeOut(true);
    return disk;
  }

  /// @param broker acknowledges what is in the page cache, and may keep what it is given for a
  ///   moment; ours from now on
  /// @param push makes it send what it has kept, and blocks until all is acknowledged
  /// @param place where the embedded broker keeps the partition
  static ForcedAppender open(Appender broker, Runnable push, PartitionFiles.Place place) {
    try {
      return new ForcedAppender(broker, push, new PartitionFiles(place));
    } catch (IOException e) {
      broker.close();
      throw new LogUnavailable("the files of the log cannot be opened", e);
    }
  }

  /// The same for a partition whose records may be lost with the power: they are acknowledged as
  /// the broker does.
  static ForcedAppender unforced(Appender broker, Runnable push) {
    return new ForcedAppender(broker, push, null);
  }

  @Override
  public void append(byte[] key, byte @Nullable [] value, Acknowledgement whenKnown) {
    if (queue.add(key, value, whenKnown)) {
      disk.execute(this::takeRounds);
    }
  }

  private void takeRounds() {
    for (List<Waiting> round = queue.next(); !round.isEmpty(); round = queue.next()) {
      send(round);
      if (!forced()) {
        round.forEach(each -> each.doubt("the disk was not waited for"));
      }
      round.forEach(Waiting::tell);
    }
    if (queue.closed()) {
      closeFiles();
    }
  }

  /// Sends a round and waits for Kafka's word on each record.
  private void send(List<Waiting> round) {
    CountDownLatch answers = new CountDownLatch(round.size());
    for (Waiting each : round) {
      broken |= each.tooMuch();
      if (broken) {
        each.doubt("a record before it was not stored");
        answers.countDown();
      } else {
        broker.append(
            each.key(),
            each.value(),
            (offset, error) -> {
              each.known(offset, error);
              answers.countDown();
            });
      }
    }
    await(answers, round);
    broken |= round.stream().anyMatch(Waiting::failed);
  }

  private void await(CountDownLatch answers, List<Waiting> round) {
    try {
      push.run();
      answers.await();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      round.forEach(each -> each.doubt("the broker was not waited for"));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the journal was not sent", e);
      round.forEach(each -> each.doubt("the broker was not waited for"));
    }
  }

  /// Whether the disk has it; not where this was closed before Kafka's word came, or the broker
  /// does not say where it is: then it is in doubt, and who waits is told so.
  private boolean forced() {
    try {
      if (files != null) {
        files.force();
      }
      return true;
    } catch (ClosedChannelException e) {
      return false;
    } catch (IOException e) {
      LOG.log(Level.ERROR, "the disk does not take the journal: the process ends", e);
      Exit.halt(1);
      return false;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the journal was not forced", e);
      return false;
    }
  }

  @Override
  public void close() {
    broker.close();
    if (queue.close()) {
      closeFiles();
    }
  }

  private void closeFiles() {
    try {
      if (files != null) {
        files.close();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a file of the log could not be closed", e);
    }
  }
}
