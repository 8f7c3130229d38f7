package dev.leasehold.verticles.cli;

/// The titles over the tables of `kv`: `======= Metadata =======`, as wide as what is below.
final class KvTitles {
  private KvTitles() {}

  /// Prints the secret's API path under its title.
  static void path(Printer printer, String path) {
    printer.line(padded("Secret Path", path.length()));
    printer.line(path);
    printer.line("");
  }

  /// Returns a title for a table of these values.
  static String over(String title, Json.Members values) {
    int longest = values.values().keySet().stream().mapToInt(String::length).max().orElse(0);
    return padded(title, longest + "    Value".length());
  }

  private static String padded(String title, int width) {
    int signs = width - (title.length() + 2);
    if (signs <= 0) {
      signs = 4;
    }
    String side = "=".repeat((signs + 1) / 2);
    return side + " " + title + " " + side;
  }
}
