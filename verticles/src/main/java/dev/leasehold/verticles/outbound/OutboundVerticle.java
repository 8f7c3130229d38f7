package dev.leasehold.verticles.outbound;

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
import org.jspecify.annotations.Nullable;

/// The room that acts on SQL databases and asks HTTP servers. Whoever wants something done there
/// calls [#perform] from any thread; all the rest runs on this verticle's context, which alone
/// touches the pools.
///
/// Every target has two pools, one for issuing and one for revoking, each with a bounded number of
/// connections and a bounded queue. So a target that does not answer holds up nobody but those who
/// want that target, and requests of clients never keep revocations waiting.
public final class OutboundVerticle extends VerticleBase {
  private static final long SWEEP_MILLIS = 10_000;

  private final InstantSource clock;
  private final AddressPolicy addresses;
  private final PoolLimits limits;
  private final Map<PoolKey, SqlPool> pools = new HashMap<>();
  private @Nullable PermittedAddresses permitted;
  private @Nullable PostgresDialler dialler;
  private @Nullable HttpTalks talks;

  /// Which pool an effect goes through.
  private record PoolKey(SqlTarget target, boolean revoking) {}

  public OutboundVerticle(InstantSource clock, AddressPolicy addresses, PoolLimits limits) {
    this.clock = clock;
    this.addresses = addresses;
    this.limits = limits;
  }

  @Override
  public Future<?> start() {
    Duration patience = limits.connectTimeout();
    PermittedAddresses names = new PermittedAddresses(vertx, addresses, patience);
    permitted = names;
    dialler = new PostgresDialler(vertx, clock, names, patience);
    talks = new HttpTalks(vertx, names, patience);
    vertx.setPeriodic(SWEEP_MILLIS, _ -> sweep());
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    pools.values().forEach(SqlPool::close);
    pools.clear();
    return closed(dialler == null ? null : dialler.close())
        .eventually(() -> closed(talks == null ? null : talks.close()))
        .eventually(() -> closed(permitted == null ? null : permitted.close()));
  }

  private static Future<Void> closed(@Nullable Future<Void> closing) {
    return closing == null ? Future.succeededFuture() : closing;
  }

  /// Performs an effect and says what came of it; the future never fails. It is completed on this
  /// room's context: who has a context of its own returns to it.
  public Future<Outcome> perform(SqlEffect effect) {
    Promise<Outcome> promise = Promise.promise();
    context.runOnContext(_ -> performHere(effect).onComplete(promise));
    return promise.future();
  }

  /// Talks with an HTTP server and says what came of it, as above.
  public Future<Outcome> perform(HttpEffect effect) {
    Promise<Outcome> promise = Promise.promise();
    context.runOnContext(_ -> talkHere(effect).onComplete(promise));
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
      pools.values().forEach(SqlPool::close);
      pools.clear();
      promise.complete();
    });
    return promise.future();
  }

  private Future<Outcome> performHere(SqlEffect effect) {
    try {
      return performSql(effect).recover(failure -> Future.succeededFuture(lost(failure)));
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

  private Future<Outcome> performSql(SqlEffect effect) {
    PoolKey key = new PoolKey(effect.database(), effect.revoking());
    if (effect instanceof SqlEffect.Reset) {
      forget(new PoolKey(effect.database(), true));
      forget(new PoolKey(effect.database(), false));
    }
    SqlPool pool = pools.computeIfAbsent(key, this::newPool);
    Duration timeout = effect.timeout();
    return pool.use(
        timeout, (link, left) -> PostgresActs.perform(vertx, clock, effect, link, left));
  }

  private SqlPool newPool(PoolKey key) {
    PostgresDialler dial = dialler;
    if (dial == null) {
      throw new IllegalStateException("the outbound room has not started");
    }
    return new SqlPool(vertx, clock, limits.of(key.target()), () -> dial.dial(key.target()));
  }

  private void forget(PoolKey key) {
    SqlPool pool = pools.remove(key);
    if (pool != null) {
      pool.close();
    }
  }

  private void sweep() {
    pools.values().removeIf(SqlPool::sweep);
  }

  private static Outcome lost(Throwable failure) {
    return new Outcome.Unknown("internal", "an act failed: " + failure.getClass().getSimpleName());
  }
}
