package dev.leasehold.verticles.outbound.mysql;

import java.util.regex.Pattern;

/// Names and texts in a form that cannot end before its end when put into a statement. It holds for
/// sessions of ours, in which a backslash escapes: see [MysqlDialler].
public final class MysqlQuoted {
  /// A text between single or double quotes, in which a quote is doubled or escaped.
  public static final Pattern LITERAL = Pattern.compile("(?s)'((?:[^'\\\\]|''|\\\\.)*)'");

  private MysqlQuoted() {}

  /// An SQL identifier between backticks.
  public static String identifier(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /// A text literal between single quotes.
  public static String literal(String text) {
    return "'" + inLiteral(text) + "'";
  }

  /// A text as it stands between single quotes.
  public static String inLiteral(String text) {
    return text.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0");
  }
}
