package dev.leasehold.verticles.audit;

import dev.leasehold.events.Commit;
import dev.leasehold.events.journal.AuditLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Brings entries into the audit stream and then to the devices, in the order in which they were
/// submitted.
///
/// ```text
/// submit ─► queue ─► one record in flight ─► acknowledged ─► devices ─► done
///             ▲          │ error, or 5 s
///             └──────────┴─► its entries fail, chain closed ─► new chain, with backoff
/// ```
///
/// What arrives while a record is in flight becomes the next record. A record costs the journal's
/// machinery the same whether it holds one entry or fifty, and the clients that were just answered
/// ask again: so the next record waits until as many entries are there as the last one held, but
/// never longer than a moment, and not at all where the last one held a single entry. An entry that
/// is not done within [#DEADLINE] fails: its record, or its line in a device, may be there
/// nevertheless, which an auditor sees as a request that was asked and not answered. While there is
/// no chain entries wait for one, no longer than their deadline, and [#available()] is false.
///
/// Everything runs on one thread, the executor `self`; chains are opened on `blocking`. The owner
/// calls [#tick()] several times a second.
final class AuditStream implements AutoCloseable {
  /// How long an entry may take from being submitted to being done.
  static final Duration DEADLINE = Duration.ofSeconds(5);

  /// What the entries of one record measure at most: its head and its lengths come on top.
  static final int MAX_RECORD_BYTES = AuditLog.MAX_BATCH_BYTES - 4096;

  /// How many entries go into one record at most, so that their lengths fit in beside them.
  private static final int MAX_RECORD_ENTRIES = 512;

  /// Of how many chains the heads are remembered for the beats.
  private static final int MAX_HEADS = 16;

  private static final long FIRST_BACKOFF_NANOS = Duration.ofMillis(100).toNanos();
  private static final long MAX_BACKOFF_NANOS = Duration.ofSeconds(5).toNanos();

  private final Supplier<AuditLog> opener;
  private final Executor self;
  private final Executor blocking;
  private final Consumer<Runnable> soon;
  private final LongSupplier nanos;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final Deque<Waiting> all = new ArrayDeque<>();
  private final Map<String, String> endedHeads = new LinkedHashMap<>();
  private @Nullable Flight flight;
  private long flights;
  private int expected = 1;
  private boolean gathering;
  private boolean opening;
  private boolean closed;
  private long backoff = FIRST_BACKOFF_NANOS;
  private long reopenAt;
  private volatile @Nullable AuditLog chain;
  private volatile Map<String, String> oldHeads = Map.of();

  /// @param soon runs a task on `self` after a moment, a millisecond or so
  AuditStream(
      Supplier<AuditLog> opener,
      Executor self,
      Executor blocking,
      Consumer<Runnable> soon,
      LongSupplier nanos) {
    this.opener = opener;
    this.self = self;
    this.blocking = blocking;
    this.soon = soon;
    this.nanos = nanos;
  }

  /// A record that was sent and what it holds.
  private record Flight(long number, List<Waiting> entries, long sentAt) {}

  /// Opens the first chain.
  void open() {
    reopen();
  }

  /// Whether a chain is open. Any thread.
  boolean available() {
    return chain != null;
  }

  /// Of each chain of this node, by its writer id, the hash of its last record that was
  /// acknowledged. Any thread.
  Map<String, String> heads() {
    Map<String, String> heads = new LinkedHashMap<>(oldHeads);
    AuditLog current = chain;
    if (current != null && !current.head().equals(Commit.NO_HASH)) {
      heads.put(current.writer(), current.head());
    }
    return heads;
  }

  void submit(Waiting waiting) {
    if (closed) {
      waiting.finish(new AuditUnavailable("the audit is closed"));
      return;
    }
    all.addLast(waiting);
    queue.addLast(waiting);
  }

  /// Sends what waits, if nothing is in flight. To be called after submitting.
  void pump() {
    AuditLog log = chain;
    if (log == null || flight != null || queue.isEmpty()) {
      return;
    }
    if (queue.size() < expected) {
      gatherMore();
      return;
    }
    List<Waiting> batch = gathered();
    if (batch.isEmpty()) {
      return;
    }
    expected = queue.isEmpty() ? batch.size() : 1;
    Flight sent = new Flight(++flights, batch, nanos.getAsLong());
    flight = sent;
    long sequence = batch.stream().mapToLong(Waiting::journalSequence).max().orElse(0);
    try {
      log.append(
          batch.stream().map(Waiting::entry).toList(),
          sequence,
          (_, error) -> self.execute(() -> known(sent, error)));
    } catch (RuntimeException refused) {
      broken(sent);
    }
  }

  private void gatherMore() {
    if (gathering) {
      return;
    }
    gathering = true;
    long before = flights;
    soon.accept(() -> {
      gathering = false;
      expected = flights == before ? 1 : expected;
      pump();
    });
  }

  private List<Waiting> gathered() {
    List<Waiting> batch = new ArrayList<>();
    long bytes = 0;
    while (!queue.isEmpty() && batch.size() < MAX_RECORD_ENTRIES) {
      Waiting next = queue.getFirst();
      if (!next.done() && next.entry().length > MAX_RECORD_BYTES) {
        next.finish(new AuditUnavailable("an audit entry is too large"));
      }
      bytes += next.done() ? 0 : next.entry().length;
      if (bytes > MAX_RECORD_BYTES) {
        break;
      }
      queue.removeFirst();
      if (!next.done()) {
        batch.add(next);
      }
    }
    return batch;
  }

  private void known(Flight sent, @Nullable Throwable error) {
    if (flight == null || flight.number() != sent.number()) {
      return;
    }
    if (error != null) {
      broken(sent);
      return;
    }
    flight = null;
    backoff = FIRST_BACKOFF_NANOS;
    sent.entries().forEach(this::feed);
    forgetDone();
    pump();
  }

  private void feed(Waiting waiting) {
    if (waiting.feeds().isEmpty()) {
      waiting.finish(null);
      return;
    }
    for (Waiting.Feed feed : waiting.feeds()) {
      feed.device().write(feed.lines(), written -> self.execute(() -> waiting.fed(written)));
    }
  }

  /// The record is in doubt, and so is the chain's end.
  private void broken(Flight sent) {
    flight = null;
    sent.entries()
        .forEach(each -> each.finish(new AuditUnavailable("the audit stream did not answer")));
    AuditLog log = chain;
    chain = null;
    if (log != null) {
      remember(log);
      log.close();
    }
    backOff();
  }

  private void backOff() {
    reopenAt = nanos.getAsLong() + backoff;
    backoff = Math.min(2 * backoff, MAX_BACKOFF_NANOS);
  }

  private void remember(AuditLog log) {
    if (log.head().equals(Commit.NO_HASH)) {
      return;
    }
    endedHeads.put(log.writer(), log.head());
    if (endedHeads.size() > MAX_HEADS) {
      endedHeads.remove(endedHeads.keySet().iterator().next());
    }
    oldHeads = Map.copyOf(endedHeads);
  }

  /// Fails what is late, gives up a record without answer, and opens a chain where none is.
  void tick() {
    long now = nanos.getAsLong();
    forgetDone();
    while (!all.isEmpty() && all.getFirst().late(now)) {
      all.removeFirst().finish(new AuditUnavailable("the audit did not answer in time"));
      forgetDone();
    }
    Flight sent = flight;
    if (sent != null && now - sent.sentAt() >= DEADLINE.toNanos()) {
      broken(sent);
    }
    if (chain == null && !closed && now - reopenAt >= 0) {
      reopen();
    }
    pump();
  }

  private void forgetDone() {
    while (!all.isEmpty() && all.getFirst().done()) {
      all.removeFirst();
    }
    while (!queue.isEmpty() && queue.getFirst().done()) {
      queue.removeFirst();
    }
  }

  private void reopen() {
    if (opening) {
      return;
    }
    opening = true;
    blocking.execute(() -> {
      AuditLog opened = tryOpen();
      self.execute(() -> opened(opened));
    });
  }

  private @Nullable AuditLog tryOpen() {
    try {
      return opener.get();
    } catch (RuntimeException unavailable) {
      return null;
    }
  }

  private void opened(@Nullable AuditLog log) {
    opening = false;
    if (log != null && closed) {
      log.close();
    } else if (log == null) {
      backOff();
    } else {
      chain = log;
      pump();
    }
  }

  /// Fails all that waits and ends the chain.
  @Override
  public void close() {
    closed = true;
    AuditLog log = chain;
    chain = null;
    flight = null;
    queue.clear();
    while (!all.isEmpty()) {
      all.removeFirst().finish(new AuditUnavailable("the audit is closed"));
    }
    if (log != null) {
      remember(log);
      log.close();
    }
  }
}
