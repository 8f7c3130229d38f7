package dev.leasehold.verticles.outbound.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.leasehold.verticles.outbound.DatabaseAdapter;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.NotReached;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.PoolLimits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The way to one target for one purpose. A session of the driver carries any number of statements
/// at once; here as many acts are under way as other kinds of databases have connections, and the
/// rest wait for a turn: a bulkhead. Used on the context of the outbound room only.
///
/// A session is opened when it is needed and left after whatever was doubtful: an act of unknown
/// outcome, a lost connection, its age. The next act opens another.
final class CassandraPool implements DatabaseAdapter.TargetPool {
  private final DatabaseAdapter.Surroundings around;
  private final DatabaseTarget target;
  private final PoolLimits limits;
  private final Duration patience;
  private final Supplier<Future<CqlSession>> dial;
  private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
  private @Nullable Opening opening;
  private @Nullable OpenSession session;
  private Instant used;
  private int acting;
  private boolean closed;

  /// A session in the making, for all who want one now.
  private record Opening(Promise<OpenSession> promise) {}

  /// @param dial makes a session that has logged in, or fails with [NotReached]
  CassandraPool(
      DatabaseAdapter.Surroundings around,
      DatabaseTarget target,
      Supplier<Future<CqlSession>> dial) {
    this.around = around;
    this.target = target;
    this.limits = around.limits().of(target);
    this.patience = SessionOptions.connectTimeout(target, limits);
    this.dial = dial;
    this.used = around.clock().instant();
  }

  @Override
  public Future<Outcome> perform(DatabaseEffect effect) {
    Instant until = around.clock().instant().plus(effect.timeout());
    return turn(effect.timeout())
        .transform(turn ->
            turn.failed()
                ? Future.succeededFuture(NotReached.outcome(turn.cause()))
                : act(effect, until).onComplete(_ -> next()));
  }

  private Future<Void> turn(Duration timeout) {
    if (closed) {
      return Future.failedFuture(reset());
    }
    if (acting < limits.connections()) {
      acting++;
      return Future.succeededFuture();
    }
    if (waiting.size() >= limits.waiting()) {
      return Future.failedFuture(busy());
    }
    Promise<Void> turn = Promise.promise();
    waiting.add(turn);
    return within(turn.future(), timeout, busy()).onFailure(_ -> waiting.remove(turn));
  }

  /// An act is over: who waits is next.
  private void next() {
    acting--;
    used = around.clock().instant();
    for (Promise<Void> turn = waiting.poll(); turn != null; turn = waiting.poll()) {
      if (turn.tryComplete()) {
        acting++;
        return;
      }
    }
  }

  private Future<Outcome> act(DatabaseEffect effect, Instant until) {
    return opened(left(until))
        .transform(found ->
            found.failed()
                ? Future.succeededFuture(NotReached.outcome(found.cause()))
                : found.result().perform(around, effect, left(until)));
  }

  private Duration left(Instant until) {
    return Duration.between(around.clock().instant(), until);
  }

  private Future<OpenSession> opened(Duration left) {
    OpenSession kept = session;
    if (kept != null && kept.usable() && !tooOld(kept)) {
      return Future.succeededFuture(kept);
    }
    leave();
    Opening begun = opening == null ? open() : opening;
    NotReached late = new NotReached("unreachable", "connection timed out");
    return within(begun.promise().future(), left.compareTo(patience) < 0 ? left : patience, late)
        .onFailure(cause -> given(begun, cause));
  }

  private Opening open() {
    Opening begun = new Opening(Promise.promise());
    opening = begun;
    dial.get()
        .onComplete(dialled -> {
          boolean wanted = begun.equals(opening);
          if (wanted) {
            opening = null;
          }
          if (dialled.failed()) {
            begun.promise().tryFail(dialled.cause());
          } else if (wanted) {
            session = new OpenSession(dialled.result(), around.clock().instant());
            begun.promise().tryComplete(session);
          } else {
            dialled.result().closeAsync();
          }
        });
    return begun;
  }

  /// No session was had: as they would fare no better, all that wait are told so.
  private void given(Opening begun, Throwable cause) {
    if (begun.equals(opening)) {
      opening = null;
    }
    for (Promise<Void> turn = waiting.poll(); turn != null; turn = waiting.poll()) {
      turn.tryFail(cause);
    }
  }

  private void leave() {
    if (session != null) {
      session.leave();
      session = null;
    }
  }

  private boolean tooOld(OpenSession one) {
    return limits.lifetime().isPositive()
        && one.opened().plus(limits.lifetime()).isBefore(around.clock().instant());
  }

  @Override
  public boolean sweep() {
    boolean idle = acting == 0 && opening == null;
    if (idle && used.plus(limits.idleTime()).isBefore(around.clock().instant())) {
      leave();
    }
    return idle && session == null && waiting.isEmpty();
  }

  @Override
  public void close() {
    closed = true;
    leave();
    Opening begun = opening;
    opening = null;
    if (begun != null) {
      begun.promise().tryFail(reset());
    }
    for (Promise<Void> turn = waiting.poll(); turn != null; turn = waiting.poll()) {
      turn.tryFail(reset());
    }
  }

  private static <T> Future<T> within(Future<T> future, Duration patience, NotReached otherwise) {
    return future
        .timeout(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS)
        .recover(cause ->
            Future.failedFuture(
                cause instanceof java.util.concurrent.TimeoutException ? otherwise : cause));
  }

  private static NotReached busy() {
    return new NotReached("busy", "all connections to the database are in use");
  }

  private static NotReached reset() {
    return new NotReached("closed", "the connection was reset");
  }

  @Override
  public String toString() {
    return "CassandraPool[" + target + "]";
  }
}
