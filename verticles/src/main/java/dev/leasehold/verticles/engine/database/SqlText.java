package dev.leasehold.verticles.engine.database;

import dev.leasehold.verticles.outbound.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Statements as roles have them: texts with `;` between statements and with `{{name}}` and the
/// like to be filled in.
///
/// A value never ends the quotes that it is put into: inside of quotes it is escaped for these, a
/// name outside of any becomes a quoted identifier and any other value a literal; inside of a
/// dollar-quoted body, where the language is unknown, only harmless characters are let in.
final class SqlText {
  /// What means nothing in any kind of quotes: all that generated names, generated passwords and
  /// expirations are made of.
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_ :+-]*");

  /// What PostgreSQL keeps of a password: it means nothing between single quotes in a body, and no
  /// two of its dollars have a word between them that would end the body.
  private static final Pattern VERIFIER =
      Pattern.compile("SCRAM-SHA-256\\$\\d+:[\\w+/=]+\\$[\\w+/=]+:[\\w+/=]+");

  private static final Pattern END = Pattern.compile("\\bEND\\b");

  private SqlText() {}

  /// Where a character of an SQL text stands.
  private enum Place {
    CODE,
    TEXT,
    NAME,
    BACKTICKS,
    BODY,
    COMMENT
  }

  /// The statements of these texts, split and filled in, in order.
  ///
  /// @throws IllegalArgumentException where a value cannot be put safely where it is asked for
  static List<Statement> filled(
      SqlDialect dialect, List<String> texts, Map<String, String> values) {
    List<Statement> all = new ArrayList<>();
    for (String text : texts) {
      for (String statement : split(dialect, text)) {
        all.add(new Statement(fill(dialect, statement, values)));
      }
    }
    return all;
  }

  /// The single statements of a text. One with the word END outside of quotes may be a block that
  /// has semicolons of its own, and is left whole, as Vault does.
  static List<String> split(SqlDialect dialect, String text) {
    Place[] places = places(dialect, text);
    if (dialect.keepsBlocks() && END.matcher(code(text, places)).find()) {
      return List.of(text);
    }
    List<String> statements = new ArrayList<>();
    int from = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || (text.charAt(at) == ';' && places[at] == Place.CODE)) {
        String statement = text.substring(from, at).strip();
        if (!statement.isEmpty()) {
          statements.add(statement);
        }
        from = at + 1;
      }
    }
    return statements;
  }

  /// A statement with each `{{key}}` replaced by its value; other braces stay as they are.
  static String fill(SqlDialect dialect, String statement, Map<String, String> values) {
    Place[] places = places(dialect, statement);
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (at < statement.length()) {
      int end = statement.startsWith("{{", at) ? statement.indexOf("}}", at) : -1;
      String key = end < 0 ? "" : statement.substring(at + 2, end);
      String value = values.get(key);
      if (value == null) {
        filled.append(statement.charAt(at));
        at++;
      } else if (isWholeLiteral(statement, places, at, end + 2)) {
        filled.setLength(filled.length() - 1);
        filled.append(dialect.text(value));
        at = end + 3;
      } else {
        boolean part = touchesWord(statement, at - 1) || touchesWord(statement, end + 2);
        filled.append(placed(dialect, value, places[at], key.endsWith("name"), part));
        at = end + 2;
      }
    }
    return filled.toString();
  }

  /// Whether what is filled in is all that stands between two quotes: then a literal takes their
  /// place that may hold any character.
  private static boolean isWholeLiteral(String statement, Place[] places, int from, int to) {
    return places[from] == Place.TEXT
        && statement.charAt(from - 1) == '\''
        && to < statement.length()
        && statement.charAt(to) == '\''
        && (from == 1
            || (places[from - 2] == Place.CODE
                && statement.charAt(from - 2) != '&'
                && !touchesWord(statement, from - 2)))
        && (to + 1 == statement.length() || statement.charAt(to + 1) != '\'');
  }

  private static String placed(
      SqlDialect dialect, String value, Place place, boolean name, boolean partOfWord) {
    boolean harmless = HARMLESS.matcher(value).matches();
    return switch (place) {
      case TEXT -> {
        refuseUnless(harmless || dialect.isSafeInText(value));
        yield dialect.inText(value);
      }
      case NAME -> {
        refuseUnless(!dialect.escapes() || value.indexOf('\\') < 0);
        yield value.replace("\"", "\"\"");
      }
      case BACKTICKS -> value.replace("`", "``");
      case BODY -> {
        refuseUnless(harmless || VERIFIER.matcher(value).matches());
        yield value;
      }
      case COMMENT -> {
        refuseUnless(harmless);
        yield value;
      }
      case CODE -> {
        if (partOfWord) {
          refuseUnless(harmless);
          yield value;
        }
        yield name ? dialect.name(value) : dialect.text(value);
      }
    };
  }

  private static void refuseUnless(boolean safe) {
    if (!safe) {
      throw new IllegalArgumentException("a name cannot be put safely into a statement");
    }
  }

  private static boolean touchesWord(String statement, int at) {
    return at >= 0
        && at < statement.length()
        && (Character.isLetterOrDigit(statement.charAt(at)) || statement.charAt(at) == '_');
  }

  private static String code(String text, Place[] places) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < places.length; i++) {
      code.append(places[i] == Place.CODE ? text.charAt(i) : ' ');
    }
    return code.toString();
  }

  private static Place[] places(SqlDialect dialect, String text) {
    Place[] places = new Place[text.length()];
    int at = 0;
    while (at < text.length()) {
      int end = at + 1;
      Place place = Place.CODE;
      char c = text.charAt(at);
      if (c == '\'') {
        place = Place.TEXT;
        end = closingQuote(dialect, text, at);
      } else if (c == '"') {
        place = Place.NAME;
        end = closingQuote(dialect, text, at);
      } else if (c == '`' && dialect.hasBackticks()) {
        place = Place.BACKTICKS;
        end = closing(text, at + 1, "`");
      } else if (dialect.isLineComment(text, at)) {
        place = Place.COMMENT;
        end = closing(text, at, "\n");
      } else if (text.startsWith("/*", at)) {
        place = Place.COMMENT;
        end = closing(text, at + 2, "*/");
      } else if (c == '$' && !touchesWord(text, at - 1)) {
        String tag = dollarTag(text, at);
        place = tag.isEmpty() ? Place.CODE : Place.BODY;
        end = tag.isEmpty() ? at + 1 : closing(text, at + tag.length(), tag);
      }
      java.util.Arrays.fill(places, at, end, place);
      at = end;
    }
    return places;
  }

  private static int closingQuote(SqlDialect dialect, String text, int from) {
    int at = from + 1;
    while (at < text.length() && text.charAt(at) != text.charAt(from)) {
      at += dialect.escapes() && text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }

  private static int closing(String text, int from, String mark) {
    int found = text.indexOf(mark, from);
    return found < 0 ? text.length() : found + mark.length();
  }

  /// `$$` or `$tag$` at this place, or nothing.
  private static String dollarTag(String text, int at) {
    int end = at + 1;
    while (touchesWord(text, end)) {
      end++;
    }
    return end < text.length() && text.charAt(end) == '$' ? text.substring(at, end + 1) : "";
  }
}
