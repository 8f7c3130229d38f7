package dev.leasehold.verticles.outbound.postgres;

import dev.leasehold.verticles.outbound.ErrorText;
import dev.leasehold.verticles.outbound.Statement;
import io.vertx.pgclient.PgException;
import java.util.List;

/// What may be told of an error of PostgreSQL: its short message, never detail, context or query.
final class PgErrorText {
  private PgErrorText() {}

  /// `ERROR: role "x" already exists (SQLSTATE 42710)`, as Vault's driver writes it.
  static String of(PgException answer, List<Statement> statements) {
    String message = String.valueOf(answer.getErrorMessage());
    return ErrorText.told(
        answer.getSeverity() + ": " + message + " (SQLSTATE " + answer.getSqlState() + ")",
        statements,
        ErrorText.LITERAL);
  }
}
