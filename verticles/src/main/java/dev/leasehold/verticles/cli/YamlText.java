package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Writes a value as YAML: block style, names sorted, lists not indented. A string is quoted where
/// it could be read as something else, so what is written reads back as the same value.
final class YamlText {
  /// What YAML 1.1 readers take for a number, a boolean, a null, a date or base 60.
  private static final Pattern NOT_A_STRING =
      Pattern.compile(
          "(?i)~|null|true|false|yes|no|on|off|y|n|<<|=|\\.nan|[-+]?\\.inf"
              + "|[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*(:[0-5]?[0-9])*(\\.[0-9_]*)?"
              + "(e[-+]?[0-9]+)?|\\.[0-9][0-9_]*(e[-+]?[0-9]+)?)"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([t ].*)?");

  private static final Pattern PLAIN =
      Pattern.compile("[^\\s\\-?:,\\[\\]{}#&*!|>'\"%@`][^\\p{Cntrl}]*|[-?:][^\\s\\p{Cntrl}]+.*");

  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  /// Returns the value as a YAML document, without a line end.
  static String of(Json value) {
    YamlText text = new YamlText();
    text.write(value, 0);
    return text.out.toString().strip();
  }

  private void write(Json value, int depth) {
    switch (value) {
      case Json.Members(Map<String, Json> values) when !values.isEmpty() ->
          new TreeMap<>(values)
              .forEach((name, member) -> {
                startLine(depth);
                out.append(scalar(name)).append(':');
                boolean list = member instanceof Json.Array;
                below(member, list ? depth : depth + 1);
              });
      case Json.Array(List<Json> items) when !items.isEmpty() ->
          items.forEach(item -> {
            startLine(depth);
            out.append('-');
            if (isBlock(item)) {
              out.append(' ');
              write(item, depth + 1);
            } else {
              below(item, depth + 1);
            }
          });
      default -> out.append(leaf(value, depth));
    }
  }

  private void below(Json value, int depth) {
    if (isBlock(value)) {
      out.append('\n');
      write(value, depth);
    } else {
      out.append(' ').append(leaf(value, depth));
    }
  }

  private void startLine(int depth) {
    if (!out.isEmpty() && !out.toString().endsWith("- ")) {
      if (out.charAt(out.length() - 1) != '\n') {
        out.append('\n');
      }
      out.append("  ".repeat(depth));
    }
  }

  private static boolean isBlock(Json value) {
    return (value instanceof Json.Members(Map<String, Json> values) && !values.isEmpty())
        || (value instanceof Json.Array(List<Json> items) && !items.isEmpty());
  }

  private static String leaf(Json value, int depth) {
    return switch (value) {
      case Json.Text(String text) when text.contains("\n") && isLiteral(text) ->
          literal(text, depth);
      case Json.Text(String text) -> scalar(text);
      case Json.Decimal(String digits) -> digits;
      case Json.Bool(boolean bool) -> Boolean.toString(bool);
      case Json.Null() -> "null";
      case Json.Array _ -> "[]";
      case Json.Members _ -> "{}";
    };
  }

  private static boolean isLiteral(String text) {
    return !text.startsWith(" ")
        && !text.startsWith("\n")
        && text.lines().allMatch(line -> line.equals(line.stripTrailing()))
        && text.chars().noneMatch(letter -> letter < ' ' && letter != '\n');
  }

  private static String literal(String text, int depth) {
    String body = text.replaceFirst("\n+$", "");
    String ends = text.substring(body.length());
    String mark = ends.isEmpty() ? "|-" : ends.length() == 1 ? "|" : "|+";
    StringBuilder lines = new StringBuilder(mark);
    for (String line : body.split("\n", -1)) {
      lines.append('\n').append(line.isEmpty() ? "" : "  ".repeat(Math.max(depth, 1)) + line);
    }
    return lines.append(ends.isEmpty() ? "" : ends.substring(1)).toString();
  }

  private static String scalar(String text) {
    if (text.isEmpty() || NOT_A_STRING.matcher(text).matches()) {
      return "\"" + text + "\"";
    }
    if (text.chars().anyMatch(letter -> letter < ' ' || letter == 0x7f)) {
      return JsonText.compact(new Json.Text(text));
    }
    boolean plain =
        PLAIN.matcher(text).matches()
            && !text.contains(": ")
            && !text.contains(" #")
            && !text.endsWith(":")
            && text.equals(text.strip())
            && !text.startsWith("---");
    return plain ? text : "'" + text.replace("'", "''") + "'";
  }
}
