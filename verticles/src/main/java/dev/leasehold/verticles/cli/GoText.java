package dev.leasehold.verticles.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/// Text as Go programs print it: values as `%v`, quoted strings as `%q`, paragraphs broken with the
/// least raggedness at 78 columns. What people see of Vault is made of these, so ours must agree.
final class GoText {
  /// The width of a paragraph.
  static final int WIDTH = 78;

  private GoText() {}

  /// Returns the value as Go's `%v`: `map[a:1 b:2]`, `[x y]`, `<nil>`.
  static String value(Json value) {
    return switch (value) {
      case Json.Text(String text) -> text;
      case Json.Decimal(String digits) -> digits;
      case Json.Bool(boolean bool) -> Boolean.toString(bool);
      case Json.Null() -> "<nil>";
      case Json.Array(List<Json> items) -> {
        StringJoiner joined = new StringJoiner(" ", "[", "]");
        items.forEach(item -> joined.add(value(item)));
        yield joined.toString();
      }
      case Json.Members(Map<String, Json> values) -> {
        StringJoiner joined = new StringJoiner(" ", "map[", "]");
        new TreeMap<>(values).forEach((name, item) -> joined.add(name + ":" + value(item)));
        yield joined.toString();
      }
    };
  }

  /// Returns the string in double quotes, with escapes.
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default ->
            quoted.append(
                letter < ' ' ? String.format("\\x%02x", (int) letter) : String.valueOf(letter));
      }
    }
    return quoted.append('"').toString();
  }

  /// Returns the strings as Go's `%q` of a list: `["default" "root"]`.
  static String quote(List<String> texts) {
    StringJoiner joined = new StringJoiner(" ", "[", "]");
    texts.forEach(text -> joined.add(quote(text)));
    return joined.toString();
  }

  /// Breaks a paragraph into lines of at most 78 columns.
  static String wrap(String text) {
    return wrap(text, 0);
  }

  /// Breaks a paragraph into lines that start with `padding` spaces and end before column 79.
  static String wrap(String text, int padding) {
    String[] words = text.strip().replace('\n', ' ').split(" ", -1);
    List<String> lines = new ArrayList<>();
    int[] breaks = breaks(words, WIDTH - padding);
    for (int start = 0; start < words.length; start = breaks[start]) {
      lines.add(
          " ".repeat(padding)
              + String.join(" ", Arrays.asList(words).subList(start, breaks[start])));
    }
    return String.join("\n", lines);
  }

  /// For each word, where the line that starts with it ends so that the squares of the room left
  /// over in all following lines are least; the last line costs nothing.
  private static int[] breaks(String[] words, int limit) {
    int count = words.length;
    int tooLong = 100_000;
    long[] cost = new long[count + 1];
    int[] breaks = new int[count];
    for (int i = count - 1; i >= 0; i--) {
      cost[i] = Long.MAX_VALUE;
      int length = -1;
      for (int j = i + 1; j <= count; j++) {
        length += 1 + words[j - 1].getBytes(StandardCharsets.UTF_8).length;
        boolean last = j == count;
        long room = (long) limit - length;
        long here = last ? 0 : room * room + cost[j] + (length > limit ? tooLong : 0);
        boolean allowed = !last || length <= limit || i == count - 1;
        if (allowed && (last || here < cost[i])) {
          cost[i] = here;
          breaks[i] = j;
        }
      }
    }
    return breaks;
  }
}
