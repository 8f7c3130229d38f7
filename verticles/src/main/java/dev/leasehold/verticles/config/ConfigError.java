package dev.leasehold.verticles.config;

import dev.leasehold.verticles.hcl.Position;
import java.nio.file.Path;

/// The configuration cannot be used. The message names the file and, where there is one, the line
/// and the column, as `server.hcl:3:5: text`; it never quotes a value that may be a password.
public final class ConfigError extends RuntimeException {
  private static final long serialVersionUID = 1;

  ConfigError(Path file, Position at, String text) {
    super(file + ":" + at + ": " + text);
  }

  ConfigError(Path file, String text) {
    super(file + ": " + text);
  }

  /// Where no file is to blame.
  ConfigError(String text) {
    super(text);
  }
}
