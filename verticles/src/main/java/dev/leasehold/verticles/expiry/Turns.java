package dev.leasehold.verticles.expiry;

import dev.leasehold.events.Event;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.writer.Reply;
import dev.leasehold.verticles.writer.Resolution;
import dev.leasehold.verticles.writer.Work;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/// What the expiry room has the writer decide, one piece at a time: the next one is handed over
/// when the rows have the one before. So the writer's queue holds one small piece of ours at most,
/// and what clients want comes in between, however much is due.
///
/// What came of drops in several targets goes into one commit, up to a size. On the expiry room's
/// context only.
final class Turns {
  /// How many leases one commit settles: what the writer does for as many takes it some
  /// milliseconds.
  private static final int SETTLED = 100;

  private final BiConsumer<Work, Reply> writer;
  private final Executor here;
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private boolean underWay;

  /// @param leases how many it settles; 0 where it is no settling
  private record Turn(int leases, BiFunction<View, Instant, Decision> decide, Promise<Void> kept) {}

  /// @param here runs a task on the expiry room's context
  Turns(BiConsumer<Work, Reply> writer, Executor here) {
    this.writer = writer;
    this.here = here;
  }

  /// Has something decided by itself, in turn; done when the rows have it.
  Future<Void> take(BiFunction<View, Instant, Decision> decide) {
    return take(new Turn(0, decide, Promise.promise()));
  }

  /// Has what came of so many drops of one target settled, in turn, maybe with those of others.
  Future<Void> settle(int leases, BiFunction<View, Instant, Decision> decide) {
    return take(new Turn(leases, decide, Promise.promise()));
  }

  private Future<Void> take(Turn turn) {
    waiting.add(turn);
    next();
    return turn.kept().future();
  }

  private void next() {
    if (underWay || waiting.isEmpty()) {
      return;
    }
    underWay = true;
    List<Turn> together = new ArrayList<>();
    int leases = 0;
    do {
      Turn turn = waiting.remove();
      together.add(turn);
      leases += turn.leases();
    } while (leases > 0
        && !waiting.isEmpty()
        && waiting.peek().leases() > 0
        && leases + waiting.peek().leases() <= SETTLED);
    submit(together);
  }

  private void submit(List<Turn> together) {
    writer.accept(
        (head, now) -> Resolution.of(decided(together, head, now)),
        new Reply() {
          @Override
          public void decided(Resolution resolution, long sequence) {}

          @Override
          public void durable() {
            here.execute(() -> ended(() -> together.forEach(one -> one.kept().complete())));
          }

          @Override
          public void lost(Throwable why) {
            here.execute(() -> ended(() -> together.forEach(one -> one.kept().fail(why))));
          }
        });
  }

  private void ended(Runnable tell) {
    underWay = false;
    tell.run();
    next();
  }

  private static Decision decided(List<Turn> together, View head, Instant now) {
    if (together.size() == 1) {
      return together.getFirst().decide().apply(head, now);
    }
    List<Event> events = new ArrayList<>();
    together.forEach(turn -> events.addAll(turn.decide().apply(head, now).events()));
    return Decision.of(Response.nothing(), events);
  }
}
