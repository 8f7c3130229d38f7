package dev.leasehold.verticles.cli;

import java.util.Locale;

/// The shapes of output that `-format` chooses from.
enum Format {
  /// Columns for people.
  TABLE,
  /// JSON, indented.
  JSON,
  /// YAML.
  YAML,
  /// Known to Vault for one command that we do not have; every other command refuses it.
  PRETTY,
  /// The body as it came; only `read` has it.
  RAW;

  /// Reads a format's name.
  ///
  /// @throws CommandFailed if there is no such format
  static Format named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "table", "" -> TABLE;
      case "json" -> JSON;
      case "yaml", "yml" -> YAML;
      case "pretty" -> PRETTY;
      case "raw" -> RAW;
      default ->
          throw CommandFailed.usage("Invalid output format: " + name.toLowerCase(Locale.ROOT));
    };
  }
}
