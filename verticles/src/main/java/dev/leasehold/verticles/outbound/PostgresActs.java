package dev.leasehold.verticles.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// How each effect is carried out on a connection to PostgreSQL. Used on the context of the
/// outbound room only.
final class PostgresActs {
  private PostgresActs() {}

  static Future<Outcome> perform(
      Vertx vertx, InstantSource clock, SqlEffect effect, PgLink link, Duration left) {
    return switch (effect) {
      case SqlEffect.Run run -> new PostgresTransaction(run, link, left, clock).perform(vertx);
      case SqlEffect.DropUser drop ->
          repeatable(vertx, link, left, () -> new PostgresDrop(link, drop, left).perform());
      case SqlEffect.Verify _, SqlEffect.Reset _ ->
          repeatable(vertx, link, left, () -> link.query("SELECT 1").mapEmpty());
    };
  }

  /// An act that may be repeated whatever came of it: no answer is merely unknown.
  private static Future<Outcome> repeatable(
      Vertx vertx, PgLink link, Duration left, Supplier<Future<Void>> act) {
    Promise<Outcome> outcome = Promise.promise();
    long timer =
        vertx.setTimer(
            Math.max(1, left.toMillis()),
            _ -> {
              link.discard();
              outcome.tryComplete(
                  new Outcome.Unknown("timeout", "the database did not answer in time"));
            });
    act.get()
        .onComplete(result -> {
          vertx.cancelTimer(timer);
          outcome.tryComplete(
              result.succeeded() ? new Outcome.Done() : failed(link, result.cause()));
        });
    return outcome.future();
  }

  private static Outcome failed(PgLink link, Throwable cause) {
    if (cause instanceof PgException answer && "ERROR".equals(answer.getSeverity())) {
      return new Outcome.Refused(
          String.valueOf(answer.getSqlState()), ErrorText.of(answer, List.of()));
    }
    link.discard();
    return new Outcome.Unknown("connection_lost", "the connection to the database was lost");
  }
}
