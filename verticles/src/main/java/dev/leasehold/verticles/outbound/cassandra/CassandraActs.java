package dev.leasehold.verticles.outbound.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.leasehold.verticles.outbound.DatabaseAdapter.Surroundings;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.Statement;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How each effect is carried out by a session. Used on the context of the outbound room only,
/// once.
///
/// A statement is done or not done, but several are not one: what a failed one leaves of a new user
/// is taken back, and only then is it a refusal. A change that was begun and not ended is unknown.
final class CassandraActs {
  private final CqlSession session;
  private final Surroundings around;
  private final DatabaseTarget database;
  private final Context room;
  private final Duration time;
  private boolean over;

  /// Whether a statement was sent that changes something.
  private boolean changing;

  /// How many statements of the effect the server has carried out.
  private int carriedOut;

  /// @param time how long all of it may take
  CassandraActs(CqlSession session, Surroundings around, DatabaseTarget database, Duration time) {
    this.session = session;
    this.around = around;
    this.database = database;
    this.time = time;
    this.room = around.vertx().getOrCreateContext();
  }

  Future<Outcome> perform(DatabaseEffect effect) {
    Promise<Outcome> outcome = Promise.promise();
    long timer =
        around
            .vertx()
            .setTimer(
                Math.max(1, time.toMillis()),
                _ -> {
                  over = true;
                  outcome.tryComplete(lost("timeout", "the database did not answer in time"));
                });
    act(effect)
        .otherwise(failure -> failed(failure, List.of()))
        .onComplete(result -> {
          around.vertx().cancelTimer(timer);
          outcome.tryComplete(result.result());
        });
    return outcome.future();
  }

  private Future<Outcome> act(DatabaseEffect effect) {
    return switch (effect) {
      case DatabaseEffect.CreateUser made -> create(made);
      case DatabaseEffect.ChangeUser change -> change(change);
      case DatabaseEffect.DropUser drop -> drop(drop);
      case DatabaseEffect.FindUsers find ->
          new RoleSearch(find, this::ask, room).found().map(Outcome.Done::new);
      case DatabaseEffect.Verify _, DatabaseEffect.Reset _ -> validate();
    };
  }

  private Future<Outcome> create(DatabaseEffect.CreateUser made) {
    return there(made.userName())
        .compose(there ->
            there
                ? refused("user_exists", "a user of this name is there already")
                : ran(made.statements(), made.deadline())
                    .<Outcome>map(_ -> new Outcome.Done())
                    .recover(failure -> undone(made, failure)));
  }

  /// Takes back what was made before a statement failed; where that cannot be done, nobody knows.
  private Future<Outcome> undone(DatabaseEffect.CreateUser made, Throwable failure) {
    Outcome outcome = failed(failure, made.statements());
    if (!(outcome instanceof Outcome.Refused)) {
      return Future.succeededFuture(outcome);
    }
    return (carriedOut > 0 ? Future.succeededFuture(true) : there(made.userName()))
        .compose(there -> there ? takenBack(made) : Future.succeededFuture())
        .map(outcome)
        .otherwise(_ -> new Outcome.Unknown("not_undone", "what was made could not be undone"));
  }

  private Future<?> takenBack(DatabaseEffect.CreateUser made) {
    return ran(made.undo(), null)
        .recover(_ -> Future.succeededFuture())
        .compose(_ -> dropped(made.userName()));
  }

  private Future<Outcome> change(DatabaseEffect.ChangeUser change) {
    return there(change.userName())
        .compose(there ->
            there
                ? ran(change.statements(), change.deadline())
                    .<Outcome>map(_ -> new Outcome.Done())
                    .otherwise(failure -> halfChanged(failed(failure, change.statements())))
                : refused(CqlError.INVALID, change.userName() + " doesn't exist"));
  }

  private Outcome halfChanged(Outcome outcome) {
    return carriedOut > 0 && outcome instanceof Outcome.Refused refused
        ? new Outcome.Unknown(refused.errorClass(), refused.error())
        : outcome;
  }

  private Future<Outcome> drop(DatabaseEffect.DropUser drop) {
    Future<?> dropped =
        drop.statements().isEmpty()
            ? dropped(drop.userName())
            : there(drop.userName())
                .compose(there ->
                    there
                        ? goneBy(ran(drop.statements(), null), drop.userName())
                        : Future.succeededFuture());
    return dropped
        .<Outcome>map(_ -> new Outcome.Done())
        .otherwise(failure -> failed(failure, drop.statements()));
  }

  /// Drops a user; one that is not there is dropped already.
  private Future<?> dropped(String userName) {
    return goneBy(change("DROP ROLE IF EXISTS " + CqlQuoted.literal(userName)), userName);
  }

  /// An error means nothing if the user is gone all the same, as where somebody else has dropped it
  /// meanwhile, or where the server stumbles over a quote in its name once it has dropped it, as
  /// Cassandra 5.0 does.
  private Future<?> goneBy(Future<?> dropping, String userName) {
    return dropping.recover(failure ->
        CqlError.refused(failure, List.of()) == null
            ? Future.failedFuture(failure)
            : there(userName)
                .compose(there -> there ? Future.failedFuture(failure) : Future.succeededFuture()));
  }

  /// Whether a user is there. Who may not read the table of roles asks for its own permissions on
  /// the role: Cassandra says to anybody that there is no such role.
  private Future<Boolean> there(String userName) {
    String name = CqlQuoted.literal(userName);
    String own = CqlQuoted.literal(database.userName());
    return ask("SELECT role FROM system_auth.roles WHERE role = " + name)
        .map(rows -> rows.one() != null)
        .recover(failure ->
            CqlError.isUnauthorized(failure)
                ? ask("LIST ALL ON ROLE " + name + " OF " + own)
                    .map(true)
                    .recover(CassandraActs::absent)
                : Future.failedFuture(failure));
  }

  private static Future<Boolean> absent(Throwable failure) {
    Outcome.Refused refused = CqlError.refused(failure, List.of());
    return refused != null && refused.error().endsWith("doesn't exist")
        ? Future.succeededFuture(false)
        : Future.failedFuture(failure);
  }

  /// As Vault's plugin: whoever sees what everyone may do, or may make roles, is good enough.
  private Future<Outcome> validate() {
    if (Boolean.parseBoolean(database.settings().get("skip_verification"))) {
      return ask("SELECT release_version FROM system.local").map(_ -> new Outcome.Done());
    }
    return ask("LIST CREATE ON ALL ROLES")
        .<Outcome>map(_ -> new Outcome.Done())
        .recover(failure ->
            CqlError.isUnauthorized(failure)
                ? mayMakeRoles(failure)
                : Future.failedFuture(failure));
  }

  private Future<Outcome> mayMakeRoles(Throwable before) {
    return ask("LIST CREATE ON ALL ROLES OF " + CqlQuoted.literal(database.userName()))
        .map(rows ->
            rows.one() != null
                ? new Outcome.Done()
                : failed(before, List.of()) instanceof Outcome.Refused refused
                    ? new Outcome.Refused(
                        refused.errorClass(),
                        "No role create permissions found, previous error: " + refused.error())
                    : failed(before, List.of()));
  }

  private Future<?> ran(List<Statement> statements, @Nullable Instant deadline) {
    Future<?> all = Future.succeededFuture();
    for (Statement statement : statements) {
      all =
          all.compose(_ -> inTime(deadline))
              .compose(_ -> change(statement.text()))
              .onSuccess(_ -> carriedOut++);
    }
    return all;
  }

  private Future<Void> inTime(@Nullable Instant deadline) {
    return deadline == null || around.clock().instant().isBefore(deadline)
        ? Future.succeededFuture()
        : Future.failedFuture(new Late());
  }

  private Future<AsyncResultSet> change(String cql) {
    changing |= !over;
    return ask(cql);
  }

  /// Sends a statement, unless the act is over.
  private Future<AsyncResultSet> ask(String cql) {
    if (over) {
      return Future.failedFuture(new Late());
    }
    SimpleStatement statement = SimpleStatement.newInstance(cql).setTimeout(time);
    return Future.fromCompletionStage(session.executeAsync(statement), room);
  }

  /// The deadline has passed before a statement was sent.
  private static final class Late extends RuntimeException {
    private static final long serialVersionUID = 1;

    Late() {
      super("late", null, false, false);
    }
  }

  private static Future<Outcome> refused(String errorClass, String error) {
    return Future.succeededFuture(new Outcome.Refused(errorClass, error));
  }

  private Outcome failed(Throwable failure, List<Statement> statements) {
    if (failure instanceof Late) {
      return new Outcome.Refused("deadline", "the deadline has passed");
    }
    Outcome.Refused refused = CqlError.refused(failure, statements);
    return refused == null
        ? lost("connection_lost", "the connection to the database was lost")
        : refused;
  }

  private Outcome lost(String errorClass, String error) {
    return changing
        ? new Outcome.Unknown(errorClass, error)
        : new Outcome.Refused(errorClass, error);
  }
}
