package dev.leasehold.verticles.policy;

/// Writes a text the way Go's `%q` does, for error texts that clients know.
final class Quoted {
  private Quoted() {}

  static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(point -> quoted.append(one(point)));
    return quoted.append('"').toString();
  }

  private static String one(int point) {
    return switch (point) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\r' -> "\\r";
      default -> Character.isISOControl(point) ? hexadecimal(point) : Character.toString(point);
    };
  }

  private static String hexadecimal(int point) {
    return point < 0x80 ? String.format("\\x%02x", point) : String.format("\\u%04x", point);
  }
}
