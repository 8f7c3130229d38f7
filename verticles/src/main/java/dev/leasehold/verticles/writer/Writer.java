package dev.leasehold.verticles.writer;

import dev.leasehold.events.Commit;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.journal.Appended;
import dev.leasehold.events.journal.Claim;
import dev.leasehold.events.journal.ClaimEnded;
import dev.leasehold.events.journal.TooLarge;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Position;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.Released;
import dev.leasehold.projections.RowBatch;
import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The single writer: decides each piece of work against head, appends what came of it, and tells
/// who waits when it is in the log and in the committed state.
///
/// ```text
/// submit ─► decide on head ─► replay on head ─► append ─► decided
///                                                  │ acknowledged, in order
///                                                  ▼
///                       store thread: rows and position ─► durable
/// ```
///
/// Everything here runs on one thread, the executor `self`; only rows are written on the store's. A
/// simulation hands in executors that it pumps itself.
public final class Writer {
  /// How many replies may wait for the journal. More are refused: a queue never grows without end.
  public static final int MAX_WAITING = 16_384;

  /// After how many commits the rows are made to survive a crash, if not before by time.
  private static final int FLUSH_COMMITS = 20_000;

  private static final Decision NOTHING = Decision.of(Response.nothing());

  private final Committed committed;
  private final Projections projections;
  private final Executor self;
  private final Executor store;
  private final InstantSource clock;
  private final Parking parking = new Parking();
  private final Tombstones tombstones;
  private final Deque<InFlight> inFlight = new ArrayDeque<>();
  private final List<RowBatch> acknowledged = new ArrayList<>();
  private @Nullable Position reached;
  private boolean applying;
  private boolean erased;
  private long flushed;
  private long durable;
  private Instant latest = Instant.EPOCH;
  private @Nullable Claim claim;
  private Head head;
  private @Nullable Runnable whenDrained;
  private Consumer<Commit> heard = commit -> {};

  public Writer(
      Committed committed,
      Projections projections,
      Executor self,
      Executor store,
      InstantSource clock) {
    this.committed = committed;
    this.projections = projections;
    this.self = self;
    this.store = store;
    this.clock = clock;
    this.head = new Head(committed);
    this.tombstones = new Tombstones(projections);
  }

  /// Begins to write under a claim that was just taken. The committed state holds everything before
  /// it; `accepted` says which commits since the last claim the log holds, by sequence and hash.
  public void lead(Claim taken, Map<Long, String> accepted) {
    parking.settle(durable, accepted);
    durable = committed.sequence();
    latest = committed.position().time();
    head = new Head(committed);
    claim = taken;
    Appended first = taken.lead(now());
    sent(first, rehearsed(first.commit(), NOTHING), List.of());
    tombstones.takeOver(taken, committed);
  }

  /// Names who is told of each commit of ours once the log holds it, in order and on the writer's
  /// thread. To be called before the first claim.
  public void tell(Consumer<Commit> listener) {
    heard = listener;
  }

  public boolean leading() {
    return claim != null;
  }

  /// The state that decisions are made against. On the writer's thread only.
  public Head head() {
    return head;
  }

  /// The time of a decision made now: never before that of an earlier one.
  public Instant now() {
    Instant now = clock.instant();
    return now.isBefore(latest) ? latest : now;
  }

  /// Decides a piece of work now and tells `reply` what comes of it.
  public void submit(Work work, Reply reply) {
    Claim current = claim;
    if (current == null) {
      reply.lost(new NotLeading("this node does not lead"));
      return;
    }
    if (parking.size() >= MAX_WAITING) {
      reply.lost(new NotLeading("too many requests wait for the journal"));
      return;
    }
    Instant now = now();
    Resolution resolution;
    try {
      resolution = work.decide(head, now);
    } catch (Refusal refusal) {
      resolution = Resolution.refused(refusal);
    }
    if (resolution.decision().events().isEmpty()) {
      reply.decided(resolution, head.sequence());
      await(head.sequence(), null, reply);
    } else {
      append(current, resolution, now, reply);
    }
  }

  private void append(Claim current, Resolution resolution, Instant now, Reply reply) {
    Decision decision = resolution.decision();
    List<PayloadName> destroyed = destroyed(decision);
    List<String> erased = destroyed.stream().map(this::kafkaKey).filter(Objects::nonNull).toList();
    RowBatch[] rows = new RowBatch[1];
    Appended appended;
    try {
      appended =
          current.append(
              now,
              decision.events(),
              decision.brings(),
              destroyed,
              resolution.audit(),
              commit -> rows[0] = rehearsed(commit, decision));
    } catch (TooLarge tooLarge) {
      Refusal refusal = Refusal.of(Refusal.Kind.TOO_LARGE, String.valueOf(tooLarge.getMessage()));
      reply.decided(Resolution.refused(refusal), head.sequence());
      await(head.sequence(), null, reply);
      return;
    } catch (ClaimEnded ended) {
      reply.lost(ended);
      return;
    }
    sent(appended, rows[0], erased);
    reply.decided(resolution, appended.commit().sequence());
    await(appended.commit().sequence(), appended.hash(), reply);
  }

  /// What a decision destroys, and what nothing needs any more after its events.
  private List<PayloadName> destroyed(Decision decision) {
    Set<PayloadName> all = new LinkedHashSet<>(decision.destroys());
    all.addAll(Released.by(head, decision.events()));
    return List.copyOf(all);
  }

  private @Nullable String kafkaKey(PayloadName name) {
    return head.payloadKey(name);
  }

  /// The rows that a commit means, made on head before it is sent. A decision that cannot be
  /// replayed is a fault of ours, and leaves no trace.
  private RowBatch rehearsed(Commit commit, Decision decision) {
    head.begin(commit.sequence());
    try {
      projections.replay(commit, decision.brings(), head);
      return head.end();
    } catch (RuntimeException impossible) {
      head.abandon();
      throw new Fault("a decision could not be replayed", impossible);
    }
  }

  private void sent(Appended appended, RowBatch rows, List<String> erased) {
    latest = appended.commit().time();
    List<RowBatch> batches = new ArrayList<>(1);
    batches.add(rows);
    inFlight.addLast(new InFlight(appended, batches, erased));
  }

  private void await(long sequence, @Nullable String hash, Reply reply) {
    if (sequence <= durable) {
      reply.durable();
    } else {
      parking.park(sequence, hash, reply);
    }
  }

  /// The log has acknowledged a commit at an offset; commits come in order.
  public void committed(long sequence, long offset) {
    InFlight first = inFlight.removeFirst();
    if (first.sequence() != sequence) {
      throw new Fault("commits were acknowledged out of order");
    }
    erased |= !first.erased().isEmpty();
    acknowledged.addAll(first.rows());
    reached = first.position(offset);
    heard.accept(first.commit());
    if (claim != null) {
      bury(claim, first);
    }
    if (!applying) {
      apply();
    }
  }

  /// Whether payloads were destroyed since this was asked last.
  public boolean takeErased() {
    boolean since = erased;
    erased = false;
    return since;
  }

  private void bury(Claim current, InFlight accepted) {
    tombstones.send(current, accepted.erased(), accepted.sequence());
    if (!tombstones.worthSettling(accepted.sequence())) {
      return;
    }
    head.begin(head.sequence());
    tombstones.settle(head, accepted.sequence());
    RowBatch noted = head.end();
    (inFlight.isEmpty() ? acknowledged : inFlight.getLast().rows()).add(noted);
  }

  /// The claim ended: nothing that is not yet acknowledged counts for now. When what was
  /// acknowledged is in the store, `then` runs; it reads on and claims anew.
  public void ended(Runnable then) {
    claim = null;
    head.drop();
    inFlight.clear();
    if (applying) {
      whenDrained = then;
    } else {
      then.run();
    }
  }

  private void apply() {
    List<RowBatch> batches = List.copyOf(acknowledged);
    acknowledged.clear();
    Position position = Objects.requireNonNull(reached);
    applying = true;
    store.execute(() -> {
      committed.apply(batches, position);
      if (position.sequence() - flushed >= FLUSH_COMMITS) {
        committed.flush();
        flushed = position.sequence();
      }
      self.execute(() -> applied(position.sequence()));
    });
  }

  private void applied(long sequence) {
    durable = sequence;
    head.committed(sequence);
    parking.release(sequence);
    applying = false;
    if (!acknowledged.isEmpty()) {
      apply();
    } else if (whenDrained != null) {
      Runnable then = whenDrained;
      whenDrained = null;
      then.run();
    }
  }
}
