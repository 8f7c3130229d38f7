package dev.leasehold.verticles.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An act on an SQL database: statements that are run in one transaction.
public sealed interface SqlEffect extends Effect {

  /// Where and as whom.
  SqlTarget database();

  /// Runs statements, all or nothing. It must not begin after the deadline.
  record Run(
      SqlTarget database,
      String target,
      List<SqlStatement> statements,
      @Nullable Instant deadline,
      Duration timeout,
      boolean revoking)
      implements SqlEffect {}

  /// Takes a user away; one that is not there is success. Without statements it is dropped, and
  /// what was granted to it revoked; else these are run, all or nothing.
  record DropUser(
      SqlTarget database,
      String target,
      String userName,
      List<SqlStatement> statements,
      Duration timeout)
      implements SqlEffect {
    @Override
    public boolean revoking() {
      return true;
    }
  }

  /// Closes the connections that are open to this database, then connects and asks a trivial
  /// question.
  record Reset(SqlTarget database, String target, Duration timeout) implements SqlEffect {
    @Override
    public boolean revoking() {
      return false;
    }
  }

  /// Connects and asks a trivial question.
  record Verify(SqlTarget database, String target, Duration timeout) implements SqlEffect {
    @Override
    public boolean revoking() {
      return false;
    }
  }
}
