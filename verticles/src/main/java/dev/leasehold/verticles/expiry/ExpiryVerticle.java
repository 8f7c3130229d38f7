package dev.leasehold.verticles.expiry;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Mount;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.lease.TargetKey;
import dev.leasehold.projections.lease.TargetState;
import dev.leasehold.projections.mount.DisabledMount;
import dev.leasehold.projections.mount.MountSweep;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Chore;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.SweepEffect;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.writer.Reply;
import dev.leasehold.verticles.writer.Resolution;
import dev.leasehold.verticles.writer.Work;
import dev.leasehold.verticles.writer.WriterVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The expiry room, on the leader. Several times a second it asks the rows what is due, has the
/// writer say that it is over, and drops it in its target, a few at a time for each target, so that
/// a dead target never holds up another. What fails is tried again for ever; the next try stands in
/// the log, so that a restart forgets nothing. Once a minute it does what mounts have to do by
/// themselves.
public final class ExpiryVerticle extends VerticleBase {
  private static final long TICK_MILLIS = 100;

  /// How many drops of one target are under way at once: its bulkhead.
  private static final int BULKHEAD = 16;

  /// How often mounts are asked what they have to do by themselves.
  private static final Duration CHORES = Duration.ofMinutes(1);

  /// How many targets are looked at in one tick.
  private static final int TARGETS = 1_000;

  private final WriterVerticle writer;
  private final Function<Effect, Future<Outcome>> effects;
  private final View state;
  private final Engines engines;
  private final InstantSource clock;
  private final Entropy entropy;
  private final Map<String, Set<String>> underWay = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Duties duties;
  private boolean marking;
  private Instant chores = Instant.MIN;

  private record Waiting(SweepEffect sweep, long sequence, Instant until, Promise<Outcome> done) {}

  public ExpiryVerticle(
      WriterVerticle writer,
      Function<Effect, Future<Outcome>> effects,
      View state,
      Engines engines,
      InstantSource clock,
      Entropy entropy) {
    this.writer = writer;
    this.effects = effects;
    this.state = state;
    this.engines = engines;
    this.clock = clock;
    this.entropy = entropy;
    this.duties = new Duties(state, effects, this::keep, clock, entropy);
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK_MILLIS, timer -> tick());
    return Future.succeededFuture();
  }

  private void tick() {
    mark();
    Instant now = clock.instant();
    for (String target : Leases.dueTargets(state, now, TARGETS)) {
      drop(target, now);
    }
    engines.punctual().forEach(engine -> duties.begin(engine, now));
    doChores(now);
    tellWaiting(now);
  }

  private void doChores(Instant now) {
    if (now.isBefore(chores)) {
      return;
    }
    chores = now.plus(CHORES);
    for (Mount mount : state.small().mounts()) {
      Chore chore = engines.byType(mount.type(), mount.table()).chore(mount, state, now);
      if (chore != null) {
        effects
            .apply(chore.effect())
            .onSuccess(outcome ->
                keep((head, then) -> chore.settle().settle(outcome, head, then, entropy)));
      }
    }
  }

  /// Has the writer say what is over, page after page.
  private void mark() {
    if (marking || Agenda.page(engines, state, clock.instant()).events().isEmpty()) {
      return;
    }
    marking = true;
    submit((head, now) -> Resolution.of(Agenda.page(engines, head, now)))
        .onComplete(marked -> {
          marking = false;
          if (marked.succeeded()) {
            tick();
          }
        });
  }

  private void drop(String target, Instant now) {
    Set<String> busy = underWay.computeIfAbsent(target, none -> new HashSet<>());
    TargetState failed = Leases.failed(state, target);
    if (failed != null && now.isBefore(failed.nextTry())) {
      return;
    }
    int most = failed == null ? BULKHEAD : 1;
    if (busy.size() >= most) {
      return;
    }
    for (TargetKey due : Leases.dueAt(state, target, now, null, BULKHEAD * 4)) {
      if (busy.size() >= most) {
        return;
      }
      LeaseRow row = Leases.find(state, due.id());
      if (row != null && row.state() == LeaseState.REVOKING && busy.add(due.id())) {
        drop(row, busy);
      }
    }
  }

  private void drop(LeaseRow row, Set<String> busy) {
    String id = row.lease().id();
    Effect effect = effect(row);
    Future<Void> settled =
        effect == null
            ? keep((head, now) -> quarantine(row, head))
            : effects
                .apply(effect)
                .compose(outcome ->
                    keep((head, now) ->
                        Drops.settle(
                            row.lease().target(), Map.of(id, outcome), head, now, entropy)));
    settled.onComplete(done ->
        context.runOnContext(here -> {
          busy.remove(id);
          drop(row.lease().target(), clock.instant());
        }));
  }

  private @Nullable Effect effect(LeaseRow row) {
    Mount mount = state.small().byUuid(row.lease().mount());
    if (mount == null) {
      mount =
          MountSweep.disabled(state).stream()
              .map(DisabledMount::mount)
              .filter(one -> one.uuid().equals(row.lease().mount()))
              .findFirst()
              .orElse(null);
    }
    return mount == null ? null : engines.leasing(mount.type()).revocation(row.lease(), state);
  }

  private static Decision quarantine(LeaseRow row, View head) {
    LeaseRow now = Leases.find(head, row.lease().id());
    return now == null || now.state() != LeaseState.REVOKING
        ? Decision.of(Response.nothing())
        : Decision.of(
            Response.nothing(),
            new LeaseEvent.LeaseQuarantined(row.lease().id(), "what is needed to drop it is gone"));
  }

  private Future<Void> keep(BiFunction<View, Instant, Decision> decide) {
    return submit((head, now) -> Resolution.of(decide.apply(head, now)));
  }

  private Future<Void> submit(Work work) {
    Promise<Void> kept = Promise.promise();
    writer.submit(
        work,
        new Reply() {
          @Override
          public void decided(Resolution resolution, long sequence) {}

          @Override
          public void durable() {
            context.runOnContext(here -> kept.tryComplete());
          }

          @Override
          public void lost(Throwable why) {
            context.runOnContext(here -> kept.tryFail(why));
          }
        });
    return kept.future();
  }

  /// Waits until everything below a prefix that was there when this is asked is gone from its
  /// target. Refused with the first error of a drop, unknown when the time is up. Any thread.
  public Future<Outcome> sweep(SweepEffect sweep) {
    Promise<Outcome> done = Promise.promise();
    Instant until = clock.instant().plus(sweep.timeout());
    long sequence = state.sequence();
    context.runOnContext(here -> {
      waiting.add(new Waiting(sweep, sequence, until, done));
      tick();
    });
    return done.future();
  }

  private void tellWaiting(Instant now) {
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
      Waiting one = all.next();
      Outcome outcome = outcome(one, now);
      if (outcome != null) {
        all.remove();
        one.done().complete(outcome);
      }
    }
  }

  private @Nullable Outcome outcome(Waiting one, Instant now) {
    String prefix = one.sweep().prefix();
    String folder = prefix.endsWith("/") ? prefix : prefix + "/";
    List<String> left = Leases.below(state, one.sweep().namespace(), folder, null, Agenda.PAGE);
    boolean some = Leases.find(state, prefix) != null;
    for (String id : left) {
      LeaseRow row = Leases.find(state, id);
      if (row != null && row.sequence() <= one.sequence() && !dropped(row, now)) {
        some = true;
        if (row.state() == LeaseState.QUARANTINED
            || (row.attempts() > 0 && !row.errorClass().equals(Drops.SETTLING))) {
          return new Outcome.Refused(row.errorClass(), row.error());
        }
        TargetState failed = Leases.failed(state, row.lease().target());
        if (failed != null) {
          return new Outcome.Refused(failed.errorClass(), "the target does not answer");
        }
      }
    }
    if (!some) {
      return new Outcome.Done();
    }
    return now.isAfter(one.until()) ? new Outcome.Unknown("timeout", "it takes long") : null;
  }

  /// Whether a credential of unknown outcome was dropped and can no longer be made. It goes on
  /// being dropped for a day, in case its target had it in a transaction that hung; nobody waits
  /// for that.
  private static boolean dropped(LeaseRow row, Instant now) {
    return row.state() == LeaseState.REVOKING
        && row.errorClass().equals(Drops.SETTLING)
        && now.isAfter(row.lease().deadline());
  }
}
