package dev.leasehold.verticles.outbound.mysql;

import dev.leasehold.verticles.outbound.NotReached;
import dev.leasehold.verticles.outbound.Statement;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements one after the other, each kept as it succeeds: MySQL takes back nothing of what
/// changes users.
///
/// ```text
/// deadline? ─► the server ends us when silent for what is left ─► deadline? ─► statement ─► next
/// ```
///
/// Before each statement the server is told to end the connection where it hears nothing until the
/// deadline: so a statement that was paused on the way finds nobody. Used on the context of the
/// outbound room only, once.
final class MysqlSteps {
  /// How late the answer to what is told the server may come, for it to be counted from our clock.
  private static final Duration PROMPT = Duration.ofSeconds(1);

  private final MysqlLink link;
  private final InstantSource clock;
  private final @Nullable Instant deadline;
  private int begun;
  private boolean stopped;

  MysqlSteps(MysqlLink link, InstantSource clock, @Nullable Instant deadline) {
    this.link = link;
    this.clock = clock;
    this.deadline = deadline;
  }

  /// Runs them until one fails; with [NotReached] where one was not sent.
  Future<Void> run(List<Statement> statements) {
    return next(statements.iterator());
  }

  /// How many were sent.
  int begun() {
    return begun;
  }

  /// Sends no more.
  void stop() {
    stopped = true;
  }

  private Future<Void> next(Iterator<Statement> rest) {
    if (!rest.hasNext()) {
      return Future.succeededFuture();
    }
    return allowed()
        .compose(_ -> {
          begun++;
          return link.query(rest.next());
        })
        .compose(_ -> next(rest));
  }

  private Future<Void> allowed() {
    if (stopped) {
      return Future.failedFuture(new NotReached("timeout", "given up"));
    }
    if (deadline == null) {
      return Future.succeededFuture();
    }
    Instant now = clock.instant();
    long seconds = Duration.between(now, deadline).minus(PROMPT).toSeconds();
    if (seconds < 1) {
      return Future.failedFuture(new NotReached("deadline", "the deadline has passed"));
    }
    return link.endWhenSilentFor(seconds)
        .compose(
            _ -> now.plus(PROMPT).isBefore(clock.instant()) ? allowed() : Future.succeededFuture());
  }
}
