package dev.leasehold.verticles.cli;

/// The titles over the tables of `kv`: `======= Metadata =======`, as wide as what is below.
final class KvTitles {
  private KvTitles() {}

  /// Prints the secret's API path under its title.
  static void path(Printer printer, String path) {
    path(printer, "Secret Path", path);
  }

  /// Prints an API path under a title.
  static void path(Printer printer, String title, String path) {
    printer.line(padded(title, path.length()));
    printer.line(path);
    printer.line("");
  }

  /// Prints the answer to a write at a path, or one field of it where a field is named.
  static int written(Printer printer, Answer answer, String path, String field) {
    if (!field.isEmpty() || answer.isWrapped() || !printer.isTable()) {
      return printer.answer(answer, field);
    }
    path(printer, path);
    Json.Members metadata = answer.data() == null ? new Json.Members() : answer.data();
    printer.line(over("Metadata", metadata));
    return printer.data(metadata);
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
