package dev.leasehold.verticles.outbound;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What may be told of an error of a database. Statements hold passwords, and a server may quote
/// what it was sent: so only the short message is taken, never detail, context or query, and what
/// stands between quotes in a statement is blotted out of it.
public final class ErrorText {
  private static final int LONGEST = 300;

  /// Shorter literals are no secrets, and blotting them out would make the text unreadable.
  private static final int SHORTEST_SECRET = 6;

  /// A text between single quotes, in which one is doubled.
  public static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'");

  private ErrorText() {}

  /// A server's message with the literals of these statements blotted out, on one line, not long.
  ///
  /// @param literal what a literal looks like in these statements, its content as the first group
  public static String told(String message, List<Statement> statements, Pattern literal) {
    String told = message;
    for (Statement statement : statements) {
      told = blotted(told, literal.matcher(statement.text()));
    }
    return cut(told);
  }

  /// Why a connection was not made, without what the driver knows beside that.
  public static String ofConnecting(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("refused")) {
      return "connection refused";
    }
    return "could not connect: " + failure.getClass().getSimpleName();
  }

  private static String blotted(String message, Matcher literal) {
    String result = message;
    while (literal.find()) {
      String value = literal.group(1);
      if (value.length() >= SHORTEST_SECRET) {
        result =
            result
                .replace(value, "[password]")
                .replace(value.replace("''", "'"), "[password]")
                .replace(value.replace("''", "'").replace("\\\\", "\\"), "[password]");
      }
    }
    return result;
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }
}
