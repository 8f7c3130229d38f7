package dev.leasehold.verticles.expiry;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.lease.TargetState;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Backoff;
import dev.leasehold.verticles.engine.Duty;
import dev.leasehold.verticles.engine.Punctual;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What engines have to do by themselves at times that stand in their rows: the intent is in the
/// log before the act, and what came of it after it. A few at a time for each target; one that does
/// not answer is left alone for a while, then asked by one. Used on the expiry room's context only.
final class Duties {
  /// How many acts at one target are under way at once: its bulkhead.
  private static final int BULKHEAD = 4;

  /// How many targets are looked at in one tick.
  private static final int TARGETS = 1_000;

  private final View state;
  private final Function<Effect, Future<Outcome>> effects;
  private final Function<BiFunction<View, Instant, Decision>, Future<Void>> keep;
  private final InstantSource clock;
  private final Entropy entropy;
  private final Map<String, Set<String>> underWay = new HashMap<>();
  private final Map<String, Rest> resting = new HashMap<>();

  /// A target that did not answer at a time. Acts that had begun by then are the same attempt.
  private record Rest(int attempts, Instant since, Instant until) {}

  Duties(
      View state,
      Function<Effect, Future<Outcome>> effects,
      Function<BiFunction<View, Instant, Decision>, Future<Void>> keep,
      InstantSource clock,
      Entropy entropy) {
    this.state = state;
    this.effects = effects;
    this.keep = keep;
    this.clock = clock;
    this.entropy = entropy;
  }

  /// Begins what is due at an engine's targets.
  void begin(Punctual engine, Instant now) {
    for (String target : engine.dueTargets(state, now, TARGETS)) {
      begin(engine, target, now);
    }
  }

  private void begin(Punctual engine, String target, Instant now) {
    Rest rest = resting.get(target);
    TargetState failed = Leases.failed(state, target);
    if ((rest != null && now.isBefore(rest.until()))
        || (failed != null && now.isBefore(failed.nextTry()))) {
      return;
    }
    int most = rest == null && failed == null ? BULKHEAD : 1;
    Set<String> busy = underWay.computeIfAbsent(target, none -> new HashSet<>());
    for (String name : engine.due(state, target, now, 2 * BULKHEAD)) {
      if (busy.size() < most && busy.add(name)) {
        act(engine, target, name).onComplete(done -> ended(target, name, busy));
      }
    }
  }

  private void ended(String target, String name, Set<String> busy) {
    busy.remove(name);
    if (busy.isEmpty()) {
      underWay.remove(target, busy);
    }
  }

  private Future<Void> act(Punctual engine, String target, String name) {
    AtomicReference<@Nullable Duty> planned = new AtomicReference<>();
    return keep.apply(
            (head, now) -> {
              Duty duty = engine.duty(target, name, head, now, entropy);
              planned.set(duty);
              return duty == null ? Decision.of(Response.nothing()) : duty.intent();
            })
        .compose(kept -> perform(target, planned.get()));
  }

  private Future<Void> perform(String target, @Nullable Duty duty) {
    Effect effect = duty == null ? null : duty.effect();
    if (duty == null || effect == null) {
      return Future.succeededFuture();
    }
    Instant begun = clock.instant();
    return effects
        .apply(effect)
        .compose(outcome ->
            keep.apply((head, now) -> duty.settle().settle(outcome, head, now, entropy))
                .onComplete(_ -> note(target, begun, outcome)));
  }

  private void note(String target, Instant begun, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused
        && refused.errorClass().equals(Drops.UNREACHABLE)) {
      rest(target, begun);
    } else {
      resting.remove(target);
    }
  }

  private void rest(String target, Instant begun) {
    Rest before = resting.get(target);
    if (before == null || begun.isAfter(before.since())) {
      int attempts = before == null ? 1 : before.attempts() + 1;
      Instant now = clock.instant();
      resting.put(target, new Rest(attempts, now, now.plus(Backoff.after(attempts, entropy))));
    }
  }
}
