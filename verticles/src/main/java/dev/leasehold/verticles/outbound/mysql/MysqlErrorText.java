package dev.leasehold.verticles.outbound.mysql;

import dev.leasehold.verticles.outbound.ErrorText;
import dev.leasehold.verticles.outbound.Statement;
import io.vertx.mysqlclient.MySQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What may be told of an error of MySQL: its message without what a statement quotes. A server
/// repeats the rest of a statement that it cannot read, and cuts it off anywhere, so that of a
/// literal only the beginning may be there: what stands behind an opening quote of such an excerpt
/// is blotted out as well.
final class MysqlErrorText {
  /// How the driver's own text of an error begins; what it adds is given in other ways.
  private static final Pattern DRIVER =
      Pattern.compile("(?s)\\{errorMessage=(.*), errorCode=\\d+, sqlState=[^,}]*}");

  /// The excerpt of a statement in the server's complaint about its syntax.
  private static final Pattern EXCERPT =
      Pattern.compile("(?s)(right syntax to use near ')(.*)(' at line \\d+)");

  /// How MariaDB marks that more would follow.
  private static final String CUT = "...";

  /// The beginnings of a literal that are too short to tell anything.
  private static final int SHORTEST = 6;

  private MysqlErrorText() {}

  /// `Error 1064: You have an error in your SQL syntax …`, as Vault's driver writes it.
  static String of(MySQLException answer, List<Statement> statements) {
    Matcher told = DRIVER.matcher(String.valueOf(answer.getMessage()));
    String message = told.matches() ? told.group(1) : "unreadable error";
    return ErrorText.told(
        "Error " + answer.getErrorCode() + ": " + withoutCutLiterals(message, statements),
        statements,
        MysqlQuoted.LITERAL);
  }

  /// Takes beginnings and ends of literals out of the excerpt.
  private static String withoutCutLiterals(String message, List<Statement> statements) {
    Matcher excerpt = EXCERPT.matcher(message);
    if (!excerpt.find()) {
      return message;
    }
    String shown = excerpt.group(2);
    String cut = shown.endsWith(CUT) ? CUT : "";
    shown = shown.substring(0, shown.length() - cut.length());
    for (Statement statement : statements) {
      Matcher literal = MysqlQuoted.LITERAL.matcher(statement.text());
      while (literal.find()) {
        shown = withoutPartsOf(literal.group(1), shown);
      }
    }
    return message.substring(0, excerpt.start(2)) + shown + cut + message.substring(excerpt.end(2));
  }

  private static String withoutPartsOf(String value, String shown) {
    for (int length = value.length() - 1; length >= SHORTEST; length--) {
      String end = value.substring(value.length() - length);
      if (shown.startsWith(end)) {
        return "[password]" + shown.substring(length);
      }
      if (shown.endsWith(value.substring(0, length))) {
        return shown.substring(0, shown.length() - length) + "[password]";
      }
    }
    return shown;
  }
}
