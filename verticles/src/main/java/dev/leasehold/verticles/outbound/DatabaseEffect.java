package dev.leasehold.verticles.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An act on a database, whatever its kind: what to do; a [DatabaseAdapter] knows how.
public sealed interface DatabaseEffect extends Effect {

  /// Where and as whom.
  DatabaseTarget database();

  @Override
  default boolean revoking() {
    return false;
  }

  /// Makes a user, all of it or nothing. It must not begin after the deadline, and where the target
  /// can tell, not end after it. Where the target cannot take back what a failed statement left,
  /// the adapter does: by the statements of `undo`, or by dropping the user; only if that succeeds
  /// is the outcome a refusal.
  record CreateUser(
      DatabaseTarget database,
      String target,
      String userName,
      List<Statement> statements,
      List<Statement> undo,
      Instant deadline,
      Duration timeout)
      implements DatabaseEffect {}

  /// Changes a user that is there, all of it or nothing where the target can: its end, its
  /// password. It may be done twice.
  record ChangeUser(
      DatabaseTarget database,
      String target,
      String userName,
      List<Statement> statements,
      @Nullable Instant deadline,
      Duration timeout)
      implements DatabaseEffect {}

  /// Takes a user away; one that is not there is success. Without statements it is dropped, and
  /// what was granted to it revoked; else these are run.
  record DropUser(
      DatabaseTarget database,
      String target,
      String userName,
      List<Statement> statements,
      Duration timeout)
      implements DatabaseEffect {
    @Override
    public boolean revoking() {
      return true;
    }
  }

  /// Lists the users whose names begin so, sorted, as a `List<String>` in [Outcome.Done].
  ///
  /// @param after the name after which the page begins; empty for the first
  record FindUsers(
      DatabaseTarget database,
      String target,
      String prefix,
      String after,
      int limit,
      Duration timeout)
      implements DatabaseEffect {}

  /// Closes the connections that are open to this database, then connects and asks a trivial
  /// question.
  record Reset(DatabaseTarget database, String target, Duration timeout)
      implements DatabaseEffect {}

  /// Logs in on a connection of its own and asks a trivial question.
  record Verify(DatabaseTarget database, String target, Duration timeout)
      implements DatabaseEffect {}
}
