package dev.leasehold.verticles.outbound;

import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What may be told of an error of a database. Statements hold passwords, and a server may quote
/// what it was sent: so only the short message is taken, never detail, context or query, and what
/// stands between quotes in a statement is blotted out of it.
final class ErrorText {
  private static final int LONGEST = 300;

  /// Shorter literals are no secrets, and blotting them out would make the text unreadable.
  private static final int SHORTEST_SECRET = 6;

  private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'");

  private ErrorText() {}

  /// `ERROR: role "x" already exists (SQLSTATE 42710)`, as Vault's driver writes it.
  static String of(PgException answer, List<SqlStatement> statements) {
    String message = String.valueOf(answer.getErrorMessage());
    for (SqlStatement statement : statements) {
      message = blotted(message, statement.text());
    }
    return cut(answer.getSeverity() + ": " + message + " (SQLSTATE " + answer.getSqlState() + ")");
  }

  /// Why a connection was not made, without what the driver knows beside that.
  static String ofConnecting(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("refused")) {
      return "connection refused";
    }
    return "could not connect: " + failure.getClass().getSimpleName();
  }

  private static String blotted(String message, String statement) {
    String result = message;
    Matcher literal = LITERAL.matcher(statement);
    while (literal.find()) {
      String value = literal.group(1);
      if (value.length() >= SHORTEST_SECRET) {
        result =
            result.replace(value, "[password]").replace(value.replace("''", "'"), "[password]");
      }
    }
    return result;
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }
}
