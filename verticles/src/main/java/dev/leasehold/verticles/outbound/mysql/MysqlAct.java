package dev.leasehold.verticles.outbound.mysql;

import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.NotReached;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.Statement;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.mysqlclient.MySQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an effect is carried out on a connection to MySQL, and what is told of it.
///
/// ```text
/// nothing sent yet     any failure ─► refused
/// a statement failed   what was made is taken back ─► refused; cannot be ─► unknown
/// no answer            unknown
/// ```
///
/// Used on the context of the outbound room only, once.
final class MysqlAct {
  private final Vertx vertx;
  private final InstantSource clock;
  private final MysqlLink link;
  private final Duration left;
  private final Promise<Outcome> outcome = Promise.promise();
  private @Nullable MysqlSteps steps;

  MysqlAct(Vertx vertx, InstantSource clock, MysqlLink link, Duration left) {
    this.vertx = vertx;
    this.clock = clock;
    this.link = link;
    this.left = left;
  }

  Future<Outcome> perform(DatabaseEffect effect) {
    if (!left.isPositive()) {
      return Future.succeededFuture(new Outcome.Refused("timeout", "no time was left to act"));
    }
    long timer = vertx.setTimer(Math.max(1, left.toMillis()), _ -> timedOut());
    act(effect)
        .onComplete(result -> {
          if (result.succeeded()) {
            outcome.tryComplete(result.result());
          } else {
            outcome.tryFail(result.cause());
          }
        });
    return outcome.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private Future<Outcome> act(DatabaseEffect effect) {
    return switch (effect) {
      case DatabaseEffect.CreateUser made -> create(made);
      case DatabaseEffect.ChangeUser change -> change(change);
      case DatabaseEffect.DropUser drop -> {
        MysqlUser user = new MysqlUser(link, drop.userName());
        yield repeatable(
            drop.statements().isEmpty() ? user.drop() : user.drop(drop.statements()),
            drop.statements());
      }
      case DatabaseEffect.FindUsers find ->
          repeatable(link.query(usersOf(find)).map(MysqlUser::texts), List.of());
      case DatabaseEffect.Verify _, DatabaseEffect.Reset _ ->
          repeatable(link.query("SELECT 1").mapEmpty(), List.of());
    };
  }

  private static String usersOf(DatabaseEffect.FindUsers find) {
    return """
    SELECT user FROM mysql.user WHERE LEFT(user, %d) = %s AND user > %s
    GROUP BY user ORDER BY user LIMIT %d\
    """
        .formatted(
            find.prefix().codePointCount(0, find.prefix().length()),
            MysqlQuoted.literal(find.prefix()),
            MysqlQuoted.literal(find.after()),
            find.limit());
  }

  private Future<Outcome> create(DatabaseEffect.CreateUser made) {
    MysqlSteps run = new MysqlSteps(link, clock, made.deadline());
    steps = run;
    MysqlUser user = new MysqlUser(link, made.userName());
    return run.run(made.statements())
        .<Outcome>map(_ -> new Outcome.Done())
        .recover(failure -> {
          if (run.begun() == 0 || !isAnswered(failure)) {
            return Future.succeededFuture(lost(failure, run.begun(), made.statements()));
          }
          Outcome.Refused refused = refused(failure, made.statements());
          return run.begun() == 1 && failure instanceof MySQLException
              ? user.exists().transform(there -> unlessThere(there.result(), refused))
              : user.undo(made.undo())
                  .transform(undone -> undone.succeeded() ? told(refused) : notUndone(refused));
        });
  }

  /// The first statement failed, and nothing should be there. If there is such a user, it may have
  /// been there before, or it is half of what that statement was to make.
  private Future<Outcome> unlessThere(@Nullable Boolean there, Outcome.Refused refused) {
    return Boolean.FALSE.equals(there) ? told(refused) : notUndone(refused);
  }

  private Future<Outcome> told(Outcome outcome) {
    return Future.succeededFuture(outcome);
  }

  private Future<Outcome> notUndone(Outcome.Refused refused) {
    link.discard();
    return told(new Outcome.Unknown("not_undone", refused.error()));
  }

  private Future<Outcome> change(DatabaseEffect.ChangeUser change) {
    MysqlSteps run = new MysqlSteps(link, clock, change.deadline());
    steps = run;
    return run.run(change.statements())
        .<Outcome>map(_ -> new Outcome.Done())
        .otherwise(failure -> {
          boolean first =
              run.begun() == 0 || (run.begun() == 1 && failure instanceof MySQLException);
          Outcome.Refused refused = refused(failure, change.statements());
          return first && isAnswered(failure)
              ? refused
              : isAnswered(failure)
                  ? new Outcome.Unknown("half_done", refused.error())
                  : lost(failure, run.begun(), change.statements());
        });
  }

  /// An act that may be repeated whatever came of it: no answer is merely unknown.
  private Future<Outcome> repeatable(Future<?> act, List<Statement> statements) {
    return act.<Outcome>map(Outcome.Done::new)
        .otherwise(failure ->
            failure instanceof MySQLException
                ? refused(failure, statements)
                : lost(failure, 1, statements));
  }

  /// Whether it is known what became of the statement that was sent last.
  private static boolean isAnswered(Throwable failure) {
    return failure instanceof MySQLException || failure instanceof NotReached;
  }

  private Outcome lost(Throwable failure, int begun, List<Statement> statements) {
    if (isAnswered(failure)) {
      return refused(failure, statements);
    }
    link.discard();
    String text = "the connection to the database was lost";
    return begun == 0
        ? new Outcome.Refused("connection_lost", text)
        : new Outcome.Unknown("connection_lost", text);
  }

  private static Outcome.Refused refused(Throwable failure, List<Statement> statements) {
    if (failure instanceof MySQLException answer) {
      return new Outcome.Refused(
          String.valueOf(answer.getErrorCode()), MysqlErrorText.of(answer, statements));
    }
    NotReached stopped =
        failure instanceof NotReached known
            ? known
            : new NotReached("connection_lost", "the connection to the database was lost");
    return new Outcome.Refused(stopped.errorClass(), stopped.getMessage());
  }

  private void timedOut() {
    MysqlSteps run = steps;
    if (run != null) {
      run.stop();
    }
    link.discard();
    String text = "the database did not answer in time";
    boolean sent = run == null || run.begun() > 0;
    outcome.tryComplete(
        sent ? new Outcome.Unknown("timeout", text) : new Outcome.Refused("timeout", text));
  }
}
