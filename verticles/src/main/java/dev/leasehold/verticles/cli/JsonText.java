package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.Map;

/// Writes JSON letter for letter as Go's `encoding/json` does, since scripts compare it: two spaces
/// of indent or none, `<`, `>` and `&` escaped, `{}` and `[]` for what is empty.
final class JsonText {
  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private JsonText(boolean indented) {
    this.indented = indented;
  }

  /// Returns the value in one line, without spaces.
  static String compact(Json value) {
    JsonText text = new JsonText(false);
    text.write(value, 0);
    return text.out.toString();
  }

  /// Returns the value over lines, indented by two spaces.
  static String pretty(Json value) {
    JsonText text = new JsonText(true);
    text.write(value, 0);
    return text.out.toString();
  }

  private void write(Json value, int depth) {
    switch (value) {
      case Json.Text(String text) -> quote(text);
      case Json.Decimal(String digits) -> out.append(digits);
      case Json.Bool(boolean bool) -> out.append(bool);
      case Json.Null() -> out.append("null");
      case Json.Array(List<Json> items) -> writeItems(items, depth);
      case Json.Members(Map<String, Json> values) -> writeMembers(values, depth);
    }
  }

  private void writeItems(List<Json> items, int depth) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : ",");
      line(depth + 1);
      write(items.get(i), depth + 1);
    }
    if (!items.isEmpty()) {
      line(depth);
    }
    out.append(']');
  }

  private void writeMembers(Map<String, Json> values, int depth) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, Json> member : values.entrySet()) {
      out.append(first ? "" : ",");
      first = false;
      line(depth + 1);
      quote(member.getKey());
      out.append(indented ? ": " : ":");
      write(member.getValue(), depth + 1);
    }
    if (!first) {
      line(depth);
    }
    out.append('}');
  }

  private void line(int depth) {
    if (indented) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '<', '>', '&', '\u2028', '\u2029' -> escape(letter);
        default -> {
          if (letter < ' ') {
            escape(letter);
          } else {
            out.append(letter);
          }
        }
      }
    }
    out.append('"');
  }

  private void escape(char letter) {
    out.append(String.format("\\u%04x", (int) letter));
  }
}
