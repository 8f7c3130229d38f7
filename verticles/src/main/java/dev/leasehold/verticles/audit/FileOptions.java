package dev.leasehold.verticles.audit;

import dev.leasehold.verticles.request.Refusal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The options of a device of type `file`, read and checked; refusals are in Vault's words where it
/// has some. Immutable.
///
/// Stricter than Vault, since whoever may enable a device must not be able to write programs with
/// it: no mode may allow execution.
///
/// @param path an absolute path, `stdout` or `discard`
/// @param mode the permission bits, 0 to leave those of an existing file
record FileOptions(String path, int mode, LineOptions lines) {
  static final String STDOUT = "stdout";
  static final String DISCARD = "discard";

  private static final int DEFAULT_MODE = 0600;
  private static final int ALLOWED_MODE = 0666;

  static FileOptions read(Map<String, String> options) {
    String path = options.getOrDefault("file_path", options.get("path"));
    if (path == null || path.isEmpty()) {
      throw Refusal.badRequest("file_path is required");
    }
    LineOptions lines = LineOptions.read(options);
    return new FileOptions(named(path), mode(options.get("mode")), lines);
  }

  private static String named(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case STDOUT, DISCARD -> lower;
      case "/dev/null" -> DISCARD;
      default -> path;
    };
  }

  private static int mode(@Nullable String text) {
    if (text == null) {
      return DEFAULT_MODE;
    }
    if (!text.matches("[0-7]{1,11}")) {
      throw Refusal.badRequest("strconv.ParseUint: parsing \"" + text + "\": invalid syntax");
    }
    long mode = Long.parseLong(text, 8);
    if ((mode & ~ALLOWED_MODE) != 0) {
      throw Refusal.badRequest("the mode of an audit file must not allow execution");
    }
    return (int) mode;
  }
}
