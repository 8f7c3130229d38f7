package dev.leasehold.verticles.outbound.postgres;

import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.Statement;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements that are run in one transaction on one connection, in one round trip.
///
/// ```text
/// BEGIN; statement timeout │ statements │ deadline; COMMIT ─► done
///        └────── an error of the server: refused ─────┘└─ no answer: unknown
/// ```
///
/// Three messages are sent without waiting for an answer between: what the statements lock, as a
/// grant locks the role that is granted, keeps others waiting no longer than the server takes. What
/// the server refuses ends at that message, since the next ones fail in a transaction that has
/// failed; they begin with a question for that. The last one asks the server's own clock, so that
/// an act that was paused on the way changes nothing after its deadline. Used on the context of the
/// outbound room only, once.
final class PostgresTransaction {
  /// What the server answers when our question about the deadline divides by zero.
  private static final String DIVISION_BY_ZERO = "22012";

  /// The server gives up a tenth of the time before we do, so that its word still comes.
  private static final long SHARE_FOR_THE_WAY = 10;

  private final List<Statement> statements;
  private final @Nullable Instant deadline;
  private final PgLink link;
  private final Duration left;
  private final InstantSource clock;
  private final Promise<Outcome> outcome = Promise.promise();
  private boolean ran;

  PostgresTransaction(
      List<Statement> statements,
      @Nullable Instant deadline,
      PgLink link,
      Duration left,
      InstantSource clock) {
    this.statements = statements;
    this.deadline = deadline;
    this.link = link;
    this.left = left;
    this.clock = clock;
  }

  Future<Outcome> perform(Vertx vertx) {
    if (!left.isPositive()) {
      return settled("timeout", "no time was left to act");
    }
    if (deadline != null && !clock.instant().isBefore(deadline)) {
      return settled("deadline", "the deadline has passed");
    }
    long timer = vertx.setTimer(Math.max(1, left.toMillis()), _ -> timedOut());
    run()
        .onComplete(result -> {
          if (result.succeeded()) {
            outcome.tryComplete(new Outcome.Done());
          } else {
            failed(result.cause());
          }
        });
    return outcome.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  /// The transaction is begun by a message of its own, so that there is one to be rolled back also
  /// where the server cannot read the statements.
  private Future<RowSet<Row>> run() {
    long timeout = Math.max(1, left.minus(left.dividedBy(SHARE_FOR_THE_WAY)).toMillis());
    Future<RowSet<Row>> begun = link.query("BEGIN; SET LOCAL statement_timeout = " + timeout);
    Future<RowSet<Row>> statementsRan = link.query(statements());
    Future<RowSet<Row>> committed = link.query(question() + "; COMMIT");
    return begun
        .compose(_ -> statementsRan)
        .compose(_ -> {
          ran = true;
          return committed;
        });
  }

  /// All statements as one message: the server stops at the first that fails. Each ends on a line
  /// of its own, so that a comment at its end hides nothing.
  private String statements() {
    StringBuilder text = new StringBuilder();
    statements.forEach(statement -> text.append(statement.text()).append("\n;\n"));
    return text.toString();
  }

  /// A statement that fails where those before it did, or where the server's clock says that the
  /// deadline has passed.
  private String question() {
    return deadline == null
        ? "SELECT 1"
        : "SELECT 1 / (CASE WHEN clock_timestamp() < '"
            + deadline
            + "'::timestamptz THEN 1 ELSE 0 END)";
  }

  private void timedOut() {
    link.discard();
    outcome.tryComplete(new Outcome.Unknown("timeout", "the database did not answer in time"));
  }

  private void failed(Throwable cause) {
    if (outcome.future().isComplete()) {
      link.discard();
    } else if (cause instanceof PgException answer && "ERROR".equals(answer.getSeverity())) {
      link.query("ROLLBACK")
          .onComplete(result -> outcome.tryComplete(refused(answer, result.succeeded())));
    } else {
      link.discard();
      outcome.tryComplete(
          new Outcome.Unknown("connection_lost", "the connection to the database was lost"));
    }
  }

  /// What an error of the server means, once ROLLBACK was answered or not. A failed COMMIT has
  /// ended the transaction, so that ROLLBACK finds none; elsewhere none means that a statement of
  /// the role has ended it, and what came before may have been kept.
  private Outcome refused(PgException answer, boolean answered) {
    if (!answered || link.strayed()) {
      link.discard();
    }
    boolean late = ran && DIVISION_BY_ZERO.equals(answer.getSqlState());
    String text = PgErrorText.of(answer, statements);
    if (link.strayed() && (late || !ran)) {
      return new Outcome.Unknown("transaction_ended", text);
    }
    return late
        ? new Outcome.Refused("deadline", "the deadline has passed by the database's clock")
        : new Outcome.Refused(String.valueOf(answer.getSqlState()), text);
  }

  private static Future<Outcome> settled(String errorClass, String error) {
    return Future.succeededFuture(new Outcome.Refused(errorClass, error));
  }
}
