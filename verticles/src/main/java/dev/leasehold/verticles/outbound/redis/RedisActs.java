package dev.leasehold.verticles.outbound.redis;

import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.ErrorText;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.Statement;
import dev.leasehold.verticles.request.JsonText;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How each effect is carried out on a connection to Redis. A statement is a command: a JSON array
/// of its words. Used on the context of the outbound room only, once.
///
/// A command is done or not done, but several are not one: what a failed one leaves of a new user
/// is taken back, and only then is it a refusal. Where the configuration says how users outlive a
/// restart, they are saved after each change: a dropped user never comes back.
final class RedisActs {
  /// How users outlive a restart of the server: in its file of users, or in its configuration.
  private static final String PERSISTENCE = "persistence_mode";

  /// A password to add or to take away, as it stands in a statement.
  private static final Pattern PASSWORD = Pattern.compile("\"[<>]((?:[^\"\\\\]|\\\\.)*)\"");

  private final RedisLink link;
  private final InstantSource clock;
  private final DatabaseTarget database;

  RedisActs(RedisLink link, InstantSource clock, DatabaseTarget database) {
    this.link = link;
    this.clock = clock;
    this.database = database;
  }

  Future<Outcome> perform(Vertx vertx, DatabaseEffect effect, Duration left) {
    Promise<Outcome> outcome = Promise.promise();
    long timer =
        vertx.setTimer(
            Math.max(1, left.toMillis()),
            _ -> {
              link.discard();
              outcome.tryComplete(
                  new Outcome.Unknown("timeout", "the database did not answer in time"));
            });
    act(effect)
        .otherwise(failure -> failed(failure, List.of()))
        .onComplete(result -> {
          vertx.cancelTimer(timer);
          outcome.tryComplete(result.result());
        });
    return outcome.future();
  }

  private Future<Outcome> act(DatabaseEffect effect) {
    return switch (effect) {
      case DatabaseEffect.CreateUser made -> create(made);
      case DatabaseEffect.ChangeUser change -> change(change);
      case DatabaseEffect.DropUser drop -> drop(drop).map(_ -> new Outcome.Done());
      case DatabaseEffect.FindUsers find ->
          link.ask(List.of("ACL", "USERS")).map(all -> new Outcome.Done(found(all, find)));
      case DatabaseEffect.Verify _, DatabaseEffect.Reset _ ->
          link.ask(List.of("PING")).map(_ -> new Outcome.Done());
    };
  }

  private Future<Outcome> create(DatabaseEffect.CreateUser made) {
    return exists(made.userName())
        .compose(there -> {
          if (there) {
            return refused("user_exists", "a user of this name is there already");
          }
          return ran(made.statements(), made.deadline())
              .compose(_ -> save())
              .<Outcome>map(_ -> new Outcome.Done())
              .recover(failure -> undone(made, failure));
        });
  }

  /// Takes back what was made before a statement failed; where that cannot be done, nobody knows.
  private Future<Outcome> undone(DatabaseEffect.CreateUser made, Throwable failure) {
    Outcome outcome = failed(failure, made.statements());
    if (!(outcome instanceof Outcome.Refused)) {
      return Future.succeededFuture(outcome);
    }
    return ran(made.undo(), null)
        .recover(_ -> Future.succeededFuture())
        .compose(_ -> delete(made.userName()))
        .map(outcome)
        .otherwise(_ -> new Outcome.Unknown("not_undone", "what was made could not be undone"));
  }

  private Future<Outcome> change(DatabaseEffect.ChangeUser change) {
    return exists(change.userName())
        .compose(there ->
            there
                ? ran(change.statements(), change.deadline())
                    .compose(_ -> save())
                    .<Outcome>map(_ -> new Outcome.Done())
                    .otherwise(failure -> failed(failure, change.statements()))
                : refused("no_user", "the user is not there"));
  }

  private Future<?> drop(DatabaseEffect.DropUser drop) {
    return drop.statements().isEmpty()
        ? delete(drop.userName())
        : exists(drop.userName())
            .compose(there ->
                there
                    ? ran(drop.statements(), null).compose(_ -> delete(drop.userName()))
                    : Future.succeededFuture());
  }

  private Future<Boolean> exists(String userName) {
    return link.ask(List.of("ACL", "GETUSER", userName)).map(Objects::nonNull);
  }

  /// Drops a user and its connections; one that is not there is dropped already.
  private Future<?> delete(String userName) {
    return link.ask(List.of("ACL", "DELUSER", userName)).compose(_ -> save());
  }

  private Future<?> save() {
    return switch (database.settings().getOrDefault(PERSISTENCE, "")) {
      case "ACLFILE" -> link.ask(List.of("ACL", "SAVE"));
      case "REWRITE" -> link.ask(List.of("CONFIG", "REWRITE"));
      default -> Future.succeededFuture();
    };
  }

  private Future<?> ran(List<Statement> statements, @Nullable Instant deadline) {
    Future<?> all = Future.succeededFuture();
    for (Statement statement : statements) {
      all = all.compose(_ -> inTime(deadline)).compose(_ -> link.ask(words(statement)));
    }
    return all;
  }

  private Future<Void> inTime(@Nullable Instant deadline) {
    return deadline == null || clock.instant().isBefore(deadline)
        ? Future.succeededFuture()
        : Future.failedFuture(new Late());
  }

  /// The deadline has passed before a statement was sent.
  private static final class Late extends RuntimeException {
    private static final long serialVersionUID = 1;

    Late() {
      super("late", null, false, false);
    }
  }

  private static List<String> words(Statement statement) {
    Object words = JsonText.readForeign(statement.text().getBytes(StandardCharsets.UTF_8));
    return words instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private static List<String> found(@Nullable Object all, DatabaseEffect.FindUsers find) {
    Stream<?> names = all instanceof List<?> list ? list.stream() : Stream.of();
    return names
        .map(String::valueOf)
        .filter(name -> name.startsWith(find.prefix()) && name.compareTo(find.after()) > 0)
        .sorted()
        .limit(find.limit())
        .toList();
  }

  private static Future<Outcome> refused(String errorClass, String error) {
    return Future.succeededFuture(new Outcome.Refused(errorClass, error));
  }

  private Outcome failed(Throwable failure, List<Statement> statements) {
    if (failure instanceof RedisError error) {
      return new Outcome.Refused(
          error.kind(), ErrorText.told(error.getMessage(), statements, PASSWORD));
    }
    if (failure instanceof Late) {
      return new Outcome.Refused("deadline", "the deadline has passed");
    }
    link.discard();
    return new Outcome.Unknown("connection_lost", "the connection to the database was lost");
  }
}
