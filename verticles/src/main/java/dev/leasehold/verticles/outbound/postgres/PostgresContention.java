package dev.leasehold.verticles.outbound.postgres;

import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.Statement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Statements that others get in the way of. The privileges of a table are one row of the server's
/// catalogue: of two transactions that grant on it at once, PostgreSQL lets the second one wait for
/// the first and then fail. Vault makes one user after the other. Here users are made side by side,
/// and only what comes after the users themselves is done in turn, by a lock of the server that
/// ends with the transaction; what fails all the same, since others grant too, is tried again.
///
/// Used on the context of the outbound room only, once.
final class PostgresContention {
  /// What needs no turn: users, and what makes them members of others.
  private static final Pattern ALONE =
      Pattern.compile(
          "\\s*((CREATE|ALTER)\\s+(ROLE|USER|GROUP)\\b.*|GRANT\\b(?!.*\\bON\\b).*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /// The two numbers stand for `LEAS` and `HOLD`; they mean nothing to anybody else.
  private static final Statement TURN =
      new Statement("SELECT pg_advisory_xact_lock(1279607123, 1213156420)");

  private static final int TRIES = 8;

  private final Vertx vertx;
  private final InstantSource clock;
  private final PgLink link;
  private final @Nullable Instant deadline;
  private final Instant until;

  PostgresContention(
      Vertx vertx, InstantSource clock, PgLink link, @Nullable Instant deadline, Instant until) {
    this.vertx = vertx;
    this.clock = clock;
    this.link = link;
    this.deadline = deadline;
    this.until = until;
  }

  /// These with the lock before the first that needs its turn.
  static List<Statement> inTurn(List<Statement> statements) {
    for (int i = 0; i < statements.size(); i++) {
      if (!ALONE.matcher(statements.get(i).text()).matches()) {
        List<Statement> all = new ArrayList<>(statements);
        all.add(i, TURN);
        return List.copyOf(all);
      }
    }
    return statements;
  }

  Future<Outcome> perform(List<Statement> statements) {
    return perform(statements, TRIES);
  }

  private Future<Outcome> perform(List<Statement> statements, int tries) {
    Duration left = Duration.between(clock.instant(), until);
    return new PostgresTransaction(statements, deadline, link, left, clock)
        .perform(vertx)
        .compose(outcome ->
            tries > 1 && link.usable() && isContended(outcome) && clock.instant().isBefore(until)
                ? perform(statements, tries - 1)
                : Future.succeededFuture(outcome));
  }

  /// Whether it was refused, and rolled back, for nothing but others being there too: a
  /// serialisation failure, a deadlock, or a row of the catalogue that somebody else has changed.
  private static boolean isContended(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused
        && (refused.errorClass().equals("40001")
            || refused.errorClass().equals("40P01")
            || (refused.errorClass().equals("XX000")
                && refused.error().contains("tuple concurrently updated")));
  }
}
