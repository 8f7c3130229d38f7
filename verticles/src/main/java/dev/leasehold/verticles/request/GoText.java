package dev.leasehold.verticles.request;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How Vault's error texts and warnings show values, which is how Go prints them: `%q` and `%v`.
public final class GoText {
  private static final String HEX = "0123456789abcdef";

  private GoText() {}

  /// In double quotes, with what cannot be printed escaped: Go's `%q`.
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> appendEscaped(out, c));
    return out.append('"').toString();
  }

  /// As Go's package `time` quotes: every byte that is not printable ASCII as `\x..`.
  static String quotedBytes(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == '"' || b == '\\') {
        out.append('\\').append((char) b);
      } else if (b < ' ') {
        out.append("\\x").append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
      } else {
        out.append((char) b);
      }
    }
    return out.append('"').toString();
  }

  /// A value of a JSON text as Go's `%v` shows it: `map[a:1 b:[x y]]`, `<nil>`.
  public static String shown(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    show(out, value);
    return out.toString();
  }

  private static void show(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("<nil>");
      case List<?> list -> {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
          show(i == 0 ? out : out.append(' '), list.get(i));
        }
        out.append(']');
      }
      case Map<?, ?> map -> {
        out.append("map[");
        String between = "";
        for (Map.Entry<?, ?> member : new TreeMap<>(map).entrySet()) {
          out.append(between).append(member.getKey()).append(':');
          show(out, member.getValue());
          between = " ";
        }
        out.append(']');
      }
      default -> out.append(value);
    }
  }

  private static void appendEscaped(StringBuilder out, int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (printable(c)) {
          out.appendCodePoint(c);
        } else if (c < 0x80) {
          out.append(String.format("\\x%02x", c));
        } else if (c < 0x10000) {
          out.append(String.format("\\u%04x", c));
        } else {
          out.append(String.format("\\U%08x", c));
        }
      }
    }
  }

  /// Whether Go prints a character as it is: letters, marks, numbers, punctuation, symbols and the
  /// plain space.
  public static boolean printable(int c) {
    if (c == ' ') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
