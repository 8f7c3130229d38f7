package dev.leasehold.verticles.expiry;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.Event;
import dev.leasehold.events.Mount;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
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
import dev.leasehold.verticles.writer.WriterVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The expiry room, on the leader. Several times a second it asks the rows what is due, has the
/// writer say that it is over, and drops it in its target, each target in a [Lane] of its own, so
/// that a dead one never holds up another. What fails is tried again for ever; the next try stands
/// in the log, so that a restart forgets nothing. Once a minute it does what mounts have to do by
/// themselves.
///
/// It is deployed on a worker thread: with much that is due, its looks into the rows take longer
/// than an event loop may be held up.
public final class ExpiryVerticle extends VerticleBase {
  private static final long TICK_MILLIS = 100;

  /// How often mounts are asked what they have to do by themselves.
  private static final Duration CHORES = Duration.ofMinutes(1);

  /// How many targets are looked at in one tick.
  private static final int TARGETS = 1_000;

  private static final Outcome STOPPED =
      new Outcome.Unknown("stopped", "the server was sealed meanwhile");

  private final WriterVerticle writer;
  private final Function<Effect, Future<Outcome>> effects;
  private final View state;
  private final Engines engines;
  private final InstantSource clock;
  private final Entropy entropy;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Duties duties;
  private @Nullable Turns turns;
  private boolean marking;
  private boolean stopped;
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
    this.duties =
        new Duties(state, this::performed, decide -> turns().take(decide), clock, entropy);
  }

  @Override
  public Future<?> start() {
    turns = new Turns(writer::submit, this::here);
    vertx.setPeriodic(TICK_MILLIS, timer -> tick());
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    waiting.forEach(one -> one.done().complete(STOPPED));
    waiting.clear();
    return Future.succeededFuture();
  }

  /// Runs a task on this room's context, but not once it has stopped: the rows are closed then.
  private void here(Runnable task) {
    context.runOnContext(_ -> {
      if (!stopped) {
        task.run();
      }
    });
  }

  private void tick() {
    mark();
    drop();
    Instant now = clock.instant();
    engines.punctual().forEach(engine -> duties.begin(engine, now));
    doChores(now);
    tellWaiting(now);
  }

  private void drop() {
    lanes.values().removeIf(Lane::isIdle);
    for (String target : Leases.dueTargets(state, clock.instant(), TARGETS)) {
      lanes.computeIfAbsent(target, this::lane).go();
    }
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
                here(() ->
                    turns()
                        .take(
                            (head, then) -> chore.settle().settle(outcome, head, then, entropy))));
      }
    }
  }

  /// Has the writer say what is over, page after page. Whether anything is, is seen here first, so
  /// that an idle server's writer has nothing to do.
  private void mark() {
    if (!marking && !Agenda.page(engines, state, clock.instant()).events().isEmpty()) {
      marking = true;
      markPage();
    }
  }

  private void markPage() {
    boolean[] some = new boolean[1];
    turns()
        .take((head, now) -> {
          Decision page = Agenda.page(engines, head, now);
          some[0] = !page.events().isEmpty();
          return page;
        })
        .onComplete(marked -> {
          if (marked.succeeded() && some[0]) {
            drop();
            markPage();
          } else {
            marking = false;
          }
        });
  }

  private Lane lane(String target) {
    Lane.Settle settle =
        (outcomes, lost, then) ->
            turns()
                .settle(
                    outcomes.size() + lost.size(),
                    (head, now) -> settled(target, outcomes, lost, head, now))
                .onComplete(kept -> then.accept(kept.succeeded()));
    return new Lane(target, state, new Lane.Room(this::revocation, this::perform, settle, clock));
  }

  private @Nullable Effect revocation(LeaseRow row) {
    Mount mount = mount(row.lease().mount());
    return mount == null ? null : engines.leasing(mount.type()).revocation(row.lease(), state);
  }

  private void perform(Effect effect, Consumer<Outcome> then) {
    effects.apply(effect).onSuccess(outcome -> here(() -> then.accept(outcome)));
  }

  /// An act whose outcome comes back to this room's context.
  private Future<Outcome> performed(Effect effect) {
    Promise<Outcome> done = Promise.promise();
    perform(effect, done::complete);
    return done.future();
  }

  private Decision settled(
      String target, Map<String, Outcome> outcomes, List<LeaseRow> lost, View head, Instant now) {
    List<Event> events = new ArrayList<>();
    lost.forEach(row -> events.addAll(Drops.quarantine(row, head)));
    events.addAll(Drops.settle(target, outcomes, head, now, entropy).events());
    return Decision.of(Response.nothing(), events);
  }

  private @Nullable Mount mount(String uuid) {
    Mount mount = state.small().byUuid(uuid);
    return mount != null
        ? mount
        : MountSweep.disabled(state).stream()
            .map(DisabledMount::mount)
            .filter(one -> one.uuid().equals(uuid))
            .findFirst()
            .orElse(null);
  }

  private Turns turns() {
    return Objects.requireNonNull(turns, "the expiry room has not started");
  }

  /// Waits until everything below a prefix that was there when this is asked is gone from its
  /// target. Refused with the first error of a drop, unknown when the time is up. Any thread.
  public Future<Outcome> sweep(SweepEffect sweep) {
    Promise<Outcome> done = Promise.promise();
    Instant until = clock.instant().plus(sweep.timeout());
    long sequence = state.sequence();
    context.runOnContext(_ -> {
      if (stopped) {
        done.complete(STOPPED);
      } else {
        waiting.add(new Waiting(sweep, sequence, until, done));
        tick();
      }
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
    boolean some = Leases.find(state, prefix) != null;
    String after = null;
    List<String> page;
    do {
      page = Leases.below(state, one.sweep().namespace(), folder, after, Agenda.PAGE);
      for (String id : page) {
        LeaseRow row = Leases.find(state, id);
        if (row != null && row.sequence() <= one.sequence() && !dropped(row, now)) {
          some = true;
          Outcome failure = failure(row);
          if (failure != null) {
            return failure;
          }
        }
      }
      after = page.isEmpty() ? null : page.getLast();
    } while (!some && page.size() == Agenda.PAGE);
    if (!some) {
      return new Outcome.Done();
    }
    return now.isAfter(one.until()) ? new Outcome.Unknown("timeout", "it takes long") : null;
  }

  private @Nullable Outcome failure(LeaseRow row) {
    if (row.state() == LeaseState.QUARANTINED
        || (row.attempts() > 0 && !row.errorClass().equals(Drops.SETTLING))) {
      return new Outcome.Refused(row.errorClass(), row.error());
    }
    TargetState failed = Leases.failed(state, row.lease().target());
    return failed == null
        ? null
        : new Outcome.Refused(failed.errorClass(), "the target does not answer");
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
