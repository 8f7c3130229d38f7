package dev.leasehold.verticles.outbound.postgres;

/// Names and texts in a form that cannot end before its end when put into a statement.
public final class Quoted {
  private Quoted() {}

  /// An SQL identifier between double quotes. A zero character, which no server takes, is refused.
  public static String identifier(String name) {
    refuseZero(name);
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /// A PostgreSQL text literal that means the same whatever `standard_conforming_strings` says.
  public static String literal(String text) {
    refuseZero(text);
    String doubled = text.replace("'", "''");
    return doubled.contains("\\")
        ? "E'" + doubled.replace("\\", "\\\\") + "'"
        : "'" + doubled + "'";
  }

  private static void refuseZero(String text) {
    if (text.indexOf(0) >= 0) {
      throw new IllegalArgumentException("a name or text holds a zero character");
    }
  }
}
