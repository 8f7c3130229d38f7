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
/// BEGIN; settings │ statements; deadline; COMMIT; mark │ the disk has the mark ─► done
///        └───── an error of the server: refused ─────┘└─ no answer: unknown
/// ```
///
/// Two messages are sent without waiting for an answer between: what the statements lock, as a
/// grant locks the role that is granted, keeps others waiting no longer than the server takes. For
/// the same reason the server commits before its disk has the transaction, and waits for its disk
/// with a mark that it writes behind it in its log: what is done is as durable as without, and many
/// that wait at once cost the disk one force (decision 0013). Where we may not write a mark the
/// server waits as it does by itself.
///
/// The second message ends at the first statement that fails. Behind the statements the server's
/// own clock is asked, so that an act that was paused on the way changes nothing after its
/// deadline. Used on the context of the outbound room only, once.
final class PostgresTransaction {
  /// What the server answers when a text is no number.
  private static final String INVALID_TEXT = "22P02";

  /// What is read as a number where the deadline has passed, and so stands in the server's error.
  private static final String LATE = "deadline has passed";

  private static final String SOON = "; SET LOCAL synchronous_commit = off";

  /// A message to whoever decodes the log, empty. Something must be written: the server does not
  /// wait for its disk with a transaction that has written nothing.
  private static final String MARK = "; SELECT pg_logical_emit_message(true, 'leasehold', '')";

  /// The server gives up a tenth of the time before we do, so that its word still comes.
  private static final long SHARE_FOR_THE_WAY = 10;

  private final List<Statement> statements;
  private final @Nullable Instant deadline;
  private final PgLink link;
  private final Duration left;
  private final InstantSource clock;
  private final Promise<Outcome> outcome = Promise.promise();

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
    link.mayMark()
        .compose(this::run)
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
  private Future<RowSet<Row>> run(boolean mark) {
    long timeout = Math.max(1, left.minus(left.dividedBy(SHARE_FOR_THE_WAY)).toMillis());
    String begin = "BEGIN; SET LOCAL statement_timeout = " + timeout;
    String end = statements() + question() + "COMMIT";
    Future<RowSet<Row>> begun = link.query(mark ? begin + SOON : begin);
    Future<RowSet<Row>> ended = link.query(mark ? end + MARK : end);
    return begun.compose(_ -> ended);
  }

  /// Each ends on a line of its own, so that a comment at its end hides nothing.
  private String statements() {
    StringBuilder text = new StringBuilder();
    statements.forEach(statement -> text.append(statement.text()).append("\n;\n"));
    return text.toString();
  }

  /// A statement that fails where the server's clock says that the deadline has passed.
  private String question() {
    return deadline == null
        ? ""
        : "SELECT CAST(CASE WHEN clock_timestamp() < '%s'::timestamptz".formatted(deadline)
            + " THEN '1' ELSE '%s' END AS int);\n".formatted(LATE);
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

  /// What an error of the server means, once ROLLBACK was answered or not. Where it found no
  /// transaction, ours has been ended: by a statement of the role, so that what came before may
  /// have been kept, or by a COMMIT that failed. Nobody knows which.
  private Outcome refused(PgException answer, boolean answered) {
    if (!answered || link.strayed()) {
      link.discard();
    }
    String text = PgErrorText.of(answer, statements);
    if (link.strayed()) {
      return new Outcome.Unknown("transaction_ended", text);
    }
    return isLate(answer)
        ? new Outcome.Refused("deadline", "the deadline has passed by the database's clock")
        : new Outcome.Refused(String.valueOf(answer.getSqlState()), text);
  }

  private static boolean isLate(PgException answer) {
    return INVALID_TEXT.equals(answer.getSqlState())
        && String.valueOf(answer.getErrorMessage()).contains(LATE);
  }

  private static Future<Outcome> settled(String errorClass, String error) {
    return Future.succeededFuture(new Outcome.Refused(errorClass, error));
  }
}
