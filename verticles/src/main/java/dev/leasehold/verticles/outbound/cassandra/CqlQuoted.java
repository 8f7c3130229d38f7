package dev.leasehold.verticles.outbound.cassandra;

import java.util.regex.Pattern;

/// Names and texts in a form that cannot end before its end when put into a statement. In CQL a
/// quote is doubled, and nothing else means anything between quotes.
public final class CqlQuoted {
  /// A text between two dollar signs, in which nothing is doubled.
  static final Pattern DOLLARS = Pattern.compile("(?s)\\$\\$(.*?)\\$\\$");

  private CqlQuoted() {}

  /// A text literal; the name of a role may be written as one too, wherever one stands.
  public static String literal(String text) {
    return "'" + inLiteral(text) + "'";
  }

  /// A text as it stands between single quotes.
  public static String inLiteral(String text) {
    return text.replace("'", "''");
  }
}
