package dev.leasehold.verticles.outbound;

import dev.leasehold.verticles.outbound.DatabaseAdapter.TargetPool;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The room that acts on databases and HTTP servers, or asks them. Whoever wants something done
/// there calls [#perform] from any thread; all the rest runs on this verticle's context, which
/// alone touches the pools.
///
/// Every target has two pools, one for issuing and one for revoking, each with a bounded number of
/// connections and a bounded queue. So a target that does not answer holds up nobody but those who
/// want that target, and requests of clients never keep revocations waiting.
public final class OutboundVerticle extends VerticleBase {
  private static final long SWEEP_MILLIS = 10_000;

  private final InstantSource clock;
  private final AddressPolicy addresses;
  private final PoolLimits limits;
  private final List<DatabaseAdapter> adapters;
  private final Map<String, DatabaseAdapter.Dialler> diallers = new HashMap<>();
  private final Map<PoolKey, TargetPool> pools = new HashMap<>();
  private @Nullable PermittedAddresses permitted;
  private @Nullable HttpTalks talks;

  /// Which pool an effect goes through.
  private record PoolKey(DatabaseTarget target, boolean revoking) {}

  /// @param adapters one a kind of database
  public OutboundVerticle(
      List<DatabaseAdapter> adapters,
      InstantSource clock,
      AddressPolicy addresses,
      PoolLimits limits) {
    this.adapters = adapters;
    this.clock = clock;
    this.addresses = addresses;
    this.limits = limits;
  }

  @Override
  public Future<?> start() {
    Duration patience = limits.connectTimeout();
    PermittedAddresses names = new PermittedAddresses(vertx, addresses, patience);
    permitted = names;
    DatabaseAdapter.Surroundings around =
        new DatabaseAdapter.Surroundings(vertx, clock, names, limits);
    for (DatabaseAdapter adapter : adapters) {
      DatabaseAdapter.Dialler dialler = adapter.start(around);
      adapter.plugins().forEach(plugin -> diallers.put(plugin, dialler));
    }
    talks = new HttpTalks(vertx, clock, names, patience);
    vertx.setPeriodic(SWEEP_MILLIS, _ -> sweep());
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    pools.values().forEach(TargetPool::close);
    pools.clear();
    List<Future<Void>> closing =
        Set.copyOf(diallers.values()).stream().map(DatabaseAdapter.Dialler::close).toList();
    return Future.join(closing)
        .<Void>mapEmpty()
        .eventually(() -> closed(talks == null ? null : talks.close()))
        .eventually(() -> closed(permitted == null ? null : permitted.close()));
  }

  private static Future<Void> closed(@Nullable Future<Void> closing) {
    return closing == null ? Future.succeededFuture() : closing;
  }

  /// Performs an effect and says what came of it; the future never fails. It is completed on this
  /// room's context: who has a context of its own returns to it.
  public Future<Outcome> perform(DatabaseEffect effect) {
    Promise<Outcome> promise = Promise.promise();
    context.runOnContext(_ -> performHere(effect).onComplete(promise));
    return promise.future();
  }

  /// Takes several users away and says what came of it, as above.
  public Future<Outcome> perform(DropUsers effect) {
    Promise<Outcome> promise = Promise.promise();
    context.runOnContext(_ -> dropHere(effect).onComplete(promise));
    return promise.future();
  }

  /// Talks with an HTTP server and says what came of it, as above.
  public Future<Outcome> perform(HttpEffect effect) {
    Promise<Outcome> promise = Promise.promise();
    context.runOnContext(_ -> talkHere(effect).onComplete(promise));
    return promise.future();
  }

  /// Changes something at an HTTP server and says what came of it, as above.
  public Future<Outcome> perform(HttpAct act) {
    Promise<Outcome> promise = Promise.promise();
    context.runOnContext(_ -> actHere(act).onComplete(promise));
    return promise.future();
  }

  /// Talks with HTTP servers in turn and says what came of all of it, as above.
  public Future<Outcome> perform(HttpTour tour) {
    Promise<Outcome> promise = Promise.promise();
    Instant until = clock.instant().plus(tour.timeout());
    context.runOnContext(_ -> tourHere(tour, List.of(), until).onComplete(promise));
    return promise.future();
  }

  private Future<Outcome> tourHere(HttpTour tour, List<Outcome> so, Instant until) {
    HttpEffect next = clock.instant().isAfter(until) ? null : tour.next().after(so);
    if (next == null) {
      return Future.succeededFuture(new Outcome.Done(so));
    }
    return talkHere(next)
        .compose(outcome -> {
          List<Outcome> more = new ArrayList<>(so);
          more.add(outcome);
          return tourHere(tour, List.copyOf(more), until);
        });
  }

  /// Closes all connections, those in use as soon as their act is over, and forgets the credentials
  /// of all targets: what sealing asks for.
  public Future<Void> forgetTargets() {
    Promise<Void> promise = Promise.promise();
    context.runOnContext(_ -> {
      pools.values().forEach(TargetPool::close);
      pools.clear();
      promise.complete();
    });
    return promise.future();
  }

  private Future<Outcome> performHere(DatabaseEffect effect) {
    try {
      return performOn(effect).recover(failure -> Future.succeededFuture(lost(failure)));
    } catch (RuntimeException e) {
      return Future.succeededFuture(lost(e));
    }
  }

  private Future<Outcome> dropHere(DropUsers effect) {
    try {
      return pool(effect.database(), true)
          .dropAll(effect.drops())
          .<Outcome>map(Outcome.Done::new)
          .recover(failure -> Future.succeededFuture(lost(failure)));
    } catch (RuntimeException e) {
      return Future.succeededFuture(lost(e));
    }
  }

  private Future<Outcome> talkHere(HttpEffect effect) {
    try {
      HttpTalks started = Objects.requireNonNull(talks);
      return started.perform(effect).recover(failure -> Future.succeededFuture(lost(failure)));
    } catch (RuntimeException e) {
      return Future.succeededFuture(lost(e));
    }
  }

  private Future<Outcome> actHere(HttpAct act) {
    try {
      HttpTalks started = Objects.requireNonNull(talks);
      return started.perform(act).recover(failure -> Future.succeededFuture(lost(failure)));
    } catch (RuntimeException e) {
      return Future.succeededFuture(lost(e));
    }
  }

  private Future<Outcome> performOn(DatabaseEffect effect) {
    if (effect instanceof DatabaseEffect.Reset) {
      forget(new PoolKey(effect.database(), true));
      forget(new PoolKey(effect.database(), false));
    }
    return effect instanceof DatabaseEffect.Verify
        ? logIn(effect)
        : pool(effect.database(), effect.revoking()).perform(effect);
  }

  /// A connection that is open proves nothing of the password: it may have been changed since.
  private Future<Outcome> logIn(DatabaseEffect effect) {
    TargetPool fresh = newPool(new PoolKey(effect.database(), false));
    return fresh.perform(effect).onComplete(_ -> fresh.close());
  }

  private TargetPool pool(DatabaseTarget target, boolean revoking) {
    return pools.computeIfAbsent(new PoolKey(target, revoking), this::newPool);
  }

  private TargetPool newPool(PoolKey key) {
    DatabaseAdapter.Dialler dialler = diallers.get(key.target().plugin());
    if (dialler == null) {
      throw new IllegalStateException("nothing acts on targets of this kind");
    }
    return dialler.open(key.target());
  }

  private void forget(PoolKey key) {
    TargetPool pool = pools.remove(key);
    if (pool != null) {
      pool.close();
    }
  }

  private void sweep() {
    pools.values().removeIf(TargetPool::sweep);
  }

  private static Outcome lost(Throwable failure) {
    return new Outcome.Unknown("internal", "an act failed: " + failure.getClass().getSimpleName());
  }
}
