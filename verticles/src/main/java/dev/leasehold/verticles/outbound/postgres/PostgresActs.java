package dev.leasehold.verticles.outbound.postgres;

import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// How each effect is carried out on a connection to PostgreSQL. Used on the context of the
/// outbound room only.
final class PostgresActs {
  private PostgresActs() {}

  static Future<Outcome> perform(
      Vertx vertx, InstantSource clock, DatabaseEffect effect, PgLink link, Duration left) {
    return switch (effect) {
      case DatabaseEffect.CreateUser made ->
          new PostgresContention(vertx, clock, link, made.deadline(), clock.instant().plus(left))
              .perform(PostgresContention.inTurn(made.statements()));
      case DatabaseEffect.ChangeUser change ->
          new PostgresContention(vertx, clock, link, change.deadline(), clock.instant().plus(left))
              .perform(change.statements());
      case DatabaseEffect.DropUser drop ->
          repeatable(vertx, link, left, () -> new PostgresDrop(link, drop, left).perform());
      case DatabaseEffect.FindUsers find ->
          repeatable(vertx, link, left, () -> link.query(usersOf(find)).map(PostgresActs::names));
      case DatabaseEffect.Verify _, DatabaseEffect.Reset _ ->
          repeatable(vertx, link, left, () -> link.query("SELECT 1").mapEmpty());
    };
  }

  /// Drops users whose roles say nothing of how they are revoked: all of them or none.
  static Future<Outcome> dropAll(Vertx vertx, List<String> users, PgLink link, Duration left) {
    return repeatable(vertx, link, left, () -> new PostgresDrop(link, users, left).perform());
  }

  private static String usersOf(DatabaseEffect.FindUsers find) {
    return """
    SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s) AND rolname > %s COLLATE "C"
    ORDER BY rolname COLLATE "C" LIMIT %d\
    """
        .formatted(Quoted.literal(find.prefix()), Quoted.literal(find.after()), find.limit());
  }

  private static List<String> names(RowSet<Row> rows) {
    List<String> names = new ArrayList<>();
    rows.forEach(row -> names.add(row.getString(0)));
    return List.copyOf(names);
  }

  /// An act that may be repeated whatever came of it: no answer is merely unknown.
  private static Future<Outcome> repeatable(
      Vertx vertx, PgLink link, Duration left, Supplier<? extends Future<?>> act) {
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
              result.succeeded()
                  ? new Outcome.Done(result.result())
                  : failed(link, result.cause()));
        });
    return outcome.future();
  }

  private static Outcome failed(PgLink link, Throwable cause) {
    if (cause instanceof PgException answer && "ERROR".equals(answer.getSeverity())) {
      return new Outcome.Refused(
          String.valueOf(answer.getSqlState()), PgErrorText.of(answer, List.of()));
    }
    link.discard();
    return new Outcome.Unknown("connection_lost", "the connection to the database was lost");
  }
}
