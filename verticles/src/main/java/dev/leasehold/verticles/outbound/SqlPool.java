package dev.leasehold.verticles.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The connections to one target for one purpose, and the acts that wait for one: a bulkhead.
///
/// Connections are made when needed, up to the limit, and kept for the next act. When the target
/// cannot be reached, all that wait are told so at once instead of trying one after the other. Used
/// on the context of the outbound room only.
final class SqlPool {
  private final Vertx vertx;
  private final InstantSource clock;
  private final PoolLimits limits;
  private final Supplier<Future<PgLink>> dial;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final Deque<Waiter> waiting = new ArrayDeque<>();
  private int open;
  private boolean closed;

  /// What is done with a connection in the time that is left.
  @FunctionalInterface
  interface Act {
    Future<Outcome> on(PgLink link, Duration left);
  }

  private record Idle(PgLink link, Instant since) {}

  private record Waiter(Promise<PgLink> turn, long timer) {}

  SqlPool(Vertx vertx, InstantSource clock, PoolLimits limits, Supplier<Future<PgLink>> dial) {
    this.vertx = vertx;
    this.clock = clock;
    this.limits = limits;
    this.dial = dial;
  }

  /// Waits for a connection, acts on it and takes it back. Whatever fails before the act has begun
  /// is a refusal, because nothing was sent.
  Future<Outcome> use(Duration timeout, Act act) {
    Instant until = clock.instant().plus(timeout);
    return acquire(timeout)
        .transform(result -> {
          if (result.failed()) {
            return Future.succeededFuture(NotReached.outcome(result.cause()));
          }
          PgLink link = result.result();
          Duration left = Duration.between(clock.instant(), until);
          return begin(act, link, left).onComplete(_ -> release(link));
        });
  }

  private static Future<Outcome> begin(Act act, PgLink link, Duration left) {
    try {
      return act.on(link, left);
    } catch (RuntimeException e) {
      link.discard();
      return Future.failedFuture(e);
    }
  }

  private Future<PgLink> acquire(Duration timeout) {
    if (closed) {
      return Future.failedFuture(new NotReached("closed", "the connection was reset"));
    }
    Promise<PgLink> turn = Promise.promise();
    PgLink kept = nextIdle();
    if (kept != null) {
      turn.complete(kept);
    } else if (open < limits.connections()) {
      dialFor(turn, timeout);
    } else if (waiting.size() < limits.waiting()) {
      long timer = vertx.setTimer(millis(timeout), _ -> giveUp(turn));
      waiting.add(new Waiter(turn, timer));
    } else {
      turn.fail(busy());
    }
    return turn.future();
  }

  private @Nullable PgLink nextIdle() {
    for (Idle next = idle.pollLast(); next != null; next = idle.pollLast()) {
      if (next.link().usable() && !tooOld(next.link())) {
        return next.link();
      }
      drop(next.link());
    }
    return null;
  }

  private void dialFor(Promise<PgLink> turn, Duration timeout) {
    open++;
    Duration patience =
        timeout.compareTo(limits.connectTimeout()) < 0 ? timeout : limits.connectTimeout();
    long timer =
        vertx.setTimer(
            millis(patience),
            _ -> failAll(turn, new NotReached("unreachable", "connection timed out")));
    dial.get()
        .onComplete(result -> {
          vertx.cancelTimer(timer);
          if (result.failed()) {
            open--;
            failAll(turn, result.cause());
            dialForNext();
          } else if (!turn.tryComplete(result.result())) {
            release(result.result());
          }
        });
  }

  /// Fails the act that dialled and, as they would fare no better, all that wait.
  private void failAll(Promise<PgLink> turn, Throwable cause) {
    if (!turn.tryFail(cause)) {
      return;
    }
    for (Waiter next = waiting.poll(); next != null; next = waiting.poll()) {
      vertx.cancelTimer(next.timer());
      next.turn().tryFail(cause);
    }
  }

  private void giveUp(Promise<PgLink> turn) {
    if (turn.tryFail(busy())) {
      waiting.removeIf(waiter -> waiter.turn() == turn);
    }
  }

  private void release(PgLink link) {
    if (closed || !link.usable() || tooOld(link)) {
      drop(link);
      dialForNext();
      return;
    }
    for (Waiter next = waiting.poll(); next != null; next = waiting.poll()) {
      vertx.cancelTimer(next.timer());
      if (next.turn().tryComplete(link)) {
        return;
      }
    }
    if (idle.size() < limits.idle()) {
      idle.add(new Idle(link, clock.instant()));
    } else {
      drop(link);
    }
  }

  /// A connection is gone: who waits gets a new one.
  private void dialForNext() {
    Waiter next = closed ? null : waiting.poll();
    if (next != null) {
      vertx.cancelTimer(next.timer());
      dialFor(next.turn(), limits.connectTimeout());
    }
  }

  private void drop(PgLink link) {
    open--;
    link.discard();
  }

  private boolean tooOld(PgLink link) {
    return limits.lifetime().isPositive()
        && link.opened().plus(limits.lifetime()).isBefore(clock.instant());
  }

  /// Closes what has been idle for too long; says whether nothing is left of this pool.
  boolean sweep() {
    Instant before = clock.instant().minus(limits.idleTime());
    while (!idle.isEmpty() && idle.peekFirst().since().isBefore(before)) {
      drop(idle.removeFirst().link());
    }
    return open == 0 && waiting.isEmpty();
  }

  /// Closes what is idle now and the rest when its act is over; who waits is refused.
  void close() {
    closed = true;
    while (!idle.isEmpty()) {
      drop(idle.removeFirst().link());
    }
    for (Waiter next = waiting.poll(); next != null; next = waiting.poll()) {
      vertx.cancelTimer(next.timer());
      next.turn().tryFail(new NotReached("closed", "the connection was reset"));
    }
  }

  private static NotReached busy() {
    return new NotReached("busy", "all connections to the database are in use");
  }

  private static long millis(Duration duration) {
    return Math.max(1, duration.toMillis());
  }
}
