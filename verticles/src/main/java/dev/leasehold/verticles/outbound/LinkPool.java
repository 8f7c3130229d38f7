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
public final class LinkPool<L extends Link> implements DatabaseAdapter.TargetPool {
  private final Vertx vertx;
  private final InstantSource clock;
  private final PoolLimits limits;
  private final Supplier<Future<L>> dial;
  private final Act<L> act;
  private final Deque<Idle<L>> idle = new ArrayDeque<>();
  private final Deque<Waiter<L>> waiting = new ArrayDeque<>();
  private int open;
  private boolean closed;

  /// What is done with a connection in the time that is left.
  @FunctionalInterface
  public interface Act<L extends Link> {
    Future<Outcome> perform(DatabaseEffect effect, L link, Duration left);
  }

  /// What is done once with a connection in the time that is left.
  @FunctionalInterface
  public interface Use<L extends Link> {
    Future<Outcome> of(L link, Duration left);
  }

  private record Idle<L>(L link, Instant since) {}

  private record Waiter<L>(Promise<L> turn, long timer) {}

  /// @param dial makes a connection that has logged in, or fails with [NotReached]
  /// @param act how this kind of database performs an effect on a connection
  public LinkPool(
      DatabaseAdapter.Surroundings around,
      DatabaseTarget target,
      Supplier<Future<L>> dial,
      Act<L> act) {
    this.vertx = around.vertx();
    this.clock = around.clock();
    this.limits = around.limits().of(target);
    this.dial = dial;
    this.act = act;
  }

  @Override
  public Future<Outcome> perform(DatabaseEffect effect) {
    return use(effect.timeout(), (link, left) -> act.perform(effect, link, left));
  }

  /// Waits for a connection, uses it and takes it back. Whatever fails before the use has begun is
  /// a refusal, because nothing was sent.
  public Future<Outcome> use(Duration timeout, Use<L> use) {
    Instant until = clock.instant().plus(timeout);
    return acquire(timeout)
        .transform(result -> {
          if (result.failed()) {
            return Future.succeededFuture(NotReached.outcome(result.cause()));
          }
          L link = result.result();
          Duration left = Duration.between(clock.instant(), until);
          return begin(use, link, left).onComplete(_ -> release(link));
        });
  }

  private Future<Outcome> begin(Use<L> use, L link, Duration left) {
    try {
      return use.of(link, left);
    } catch (RuntimeException e) {
      link.discard();
      return Future.failedFuture(e);
    }
  }

  private Future<L> acquire(Duration timeout) {
    if (closed) {
      return Future.failedFuture(new NotReached("closed", "the connection was reset"));
    }
    Promise<L> turn = Promise.promise();
    L kept = nextIdle();
    if (kept != null) {
      turn.complete(kept);
    } else if (open < limits.connections()) {
      dialFor(turn, timeout);
    } else if (waiting.size() < limits.waiting()) {
      long timer = vertx.setTimer(millis(timeout), _ -> giveUp(turn));
      waiting.add(new Waiter<>(turn, timer));
    } else {
      turn.fail(busy());
    }
    return turn.future();
  }

  private @Nullable L nextIdle() {
    for (Idle<L> next = idle.pollLast(); next != null; next = idle.pollLast()) {
      if (next.link().usable() && !tooOld(next.link())) {
        return next.link();
      }
      drop(next.link());
    }
    return null;
  }

  private void dialFor(Promise<L> turn, Duration timeout) {
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
  private void failAll(Promise<L> turn, Throwable cause) {
    if (!turn.tryFail(cause)) {
      return;
    }
    for (Waiter<L> next = waiting.poll(); next != null; next = waiting.poll()) {
      vertx.cancelTimer(next.timer());
      next.turn().tryFail(cause);
    }
  }

  private void giveUp(Promise<L> turn) {
    if (turn.tryFail(busy())) {
      waiting.removeIf(waiter -> waiter.turn() == turn);
    }
  }

  private void release(L link) {
    if (closed || !link.usable() || tooOld(link)) {
      drop(link);
      dialForNext();
      return;
    }
    for (Waiter<L> next = waiting.poll(); next != null; next = waiting.poll()) {
      vertx.cancelTimer(next.timer());
      if (next.turn().tryComplete(link)) {
        return;
      }
    }
    if (idle.size() < limits.idle()) {
      idle.add(new Idle<>(link, clock.instant()));
    } else {
      drop(link);
    }
  }

  /// A connection is gone: who waits gets a new one.
  private void dialForNext() {
    Waiter<L> next = closed ? null : waiting.poll();
    if (next != null) {
      vertx.cancelTimer(next.timer());
      dialFor(next.turn(), limits.connectTimeout());
    }
  }

  private void drop(L link) {
    open--;
    link.discard();
  }

  private boolean tooOld(L link) {
    return limits.lifetime().isPositive()
        && link.opened().plus(limits.lifetime()).isBefore(clock.instant());
  }

  /// Closes what has been idle for too long; says whether nothing is left of this pool.
  @Override
  public boolean sweep() {
    Instant before = clock.instant().minus(limits.idleTime());
    while (!idle.isEmpty() && idle.peekFirst().since().isBefore(before)) {
      drop(idle.removeFirst().link());
    }
    return open == 0 && waiting.isEmpty();
  }

  /// Closes what is idle now and the rest when its act is over; who waits is refused.
  @Override
  public void close() {
    closed = true;
    while (!idle.isEmpty()) {
      drop(idle.removeFirst().link());
    }
    for (Waiter<L> next = waiting.poll(); next != null; next = waiting.poll()) {
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
