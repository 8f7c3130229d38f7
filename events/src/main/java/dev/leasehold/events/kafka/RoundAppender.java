package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.Acknowledgement;
import dev.leasehold.events.journal.Appender;
import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.kafka.RoundQueue.Waiting;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
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
/// comes while a round is on its way makes up the next one. After a round that failed none is
/// stored: nothing ever lies behind what does not.
///
/// A disk that fails ends the process, as Kafka does: nobody knows what it has (the system forgets
/// what it could not write), and only a start finds out.
final class RoundAppender implements Appender {

  private static final System.Logger LOG = System.getLogger(RoundAppender.class.getName());

  private static final long IDLE_SECONDS = 60;

  private final ToLongFunction<List<Waiting>> partition;
  private final @Nullable PartitionFiles files;
  private final RoundQueue queue = new RoundQueue();
  private final Executor rounds = rounds();

  /// Whether a record was not stored; known to whoever takes rounds.
  private boolean broken;

  private RoundAppender(ToLongFunction<List<Waiting>> partition, @Nullable PartitionFiles files) {
    this.partition = partition;
    this.files = files;
  }

  /// One thread, which ends where nothing is appended for a while. A platform's: a virtual one that
  /// loads classes of Kafka's holds its carrier, and there may be no more than two of those.
  private static Executor rounds() {
    ThreadPoolExecutor rounds =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("leasehold-rounds").daemon().factory());
    rounds.allowCoreThreadTimeOut(true);
    return rounds;
  }

  /// @param partition stores a round in the page cache and gives the offset of its first record, as
  ///   [LedPartition#store] does
  /// @param place where the embedded broker keeps the partition
  static RoundAppender forced(ToLongFunction<List<Waiting>> partition, PartitionFiles.Place place) {
    try {
      return new RoundAppender(partition, new PartitionFiles(place));
    } catch (IOException e) {
      throw new LogUnavailable("the files of the log cannot be opened", e);
    }
  }

  /// The same for a partition whose records may be lost with the power: they are acknowledged when
  /// the broker has them.
  static RoundAppender unforced(ToLongFunction<List<Waiting>> partition) {
    return new RoundAppender(partition, null);
  }

  @Override
  public void append(byte[] key, byte @Nullable [] value, Acknowledgement whenKnown) {
    if (queue.add(key, value, whenKnown)) {
      rounds.execute(this::takeRounds);
    }
  }

  private void takeRounds() {
    for (List<Waiting> round = queue.next(); !round.isEmpty(); round = queue.next()) {
      List<Waiting> stored = stored(round);
      if (!stored.isEmpty() && !forced()) {
        stored.forEach(each -> each.failed(new LogUnavailable("the disk was not waited for")));
      }
      round.forEach(Waiting::tell);
    }
    if (queue.closed()) {
      closeFiles();
    }
  }

  /// Those of a round that the broker has now: all of them, but for what came when too much waited
  /// and what is behind it.
  private List<Waiting> stored(List<Waiting> round) {
    int fitting = broken || queue.closed() ? 0 : fitting(round);
    broken = fitting < round.size();
    round
        .subList(fitting, round.size())
        .forEach(each -> each.failed(new LogUnavailable("nothing is stored any more")));
    List<Waiting> sent = round.subList(0, fitting);
    return !sent.isEmpty() && store(sent) ? sent : List.of();
  }

  private static int fitting(List<Waiting> round) {
    int count = 0;
    while (count < round.size() && !round.get(count).tooMuch()) {
      count++;
    }
    return count;
  }

  private boolean store(List<Waiting> sent) {
    try {
      long offset = partition.applyAsLong(sent);
      for (Waiting each : sent) {
        each.stored(offset++);
      }
      return true;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a round was not stored", e);
      broken = true;
      sent.forEach(each -> each.failed(e));
      return false;
    }
  }

  /// Whether the disk has it; not where this was closed before, or the broker does not say where it
  /// is: then it is in doubt, and who waits is told so.
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

  /// What is not stored yet is in doubt, and nothing is stored from now on.
  @Override
  public void close() {
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
