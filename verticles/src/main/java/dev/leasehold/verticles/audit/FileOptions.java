package dev.leasehold.verticles.audit;

import dev.leasehold.verticles.request.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The options of a device of type `file`, read and checked; refusals are in Vault's words where it
/// has some. Immutable.
///
/// Stricter than Vault, since whoever may enable a device must not be able to write programs with
/// it: no mode may allow execution, and a prefix is a few harmless characters.
///
/// @param path an absolute path, `stdout` or `discard`
/// @param mode the permission bits, 0 to leave those of an existing file
record FileOptions(
    String path, int mode, boolean hmacAccessor, boolean raw, boolean elideLists, String prefix) {
  static final String STDOUT = "stdout";
  static final String DISCARD = "discard";

  private static final int DEFAULT_MODE = 0600;
  private static final int ALLOWED_MODE = 0666;
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9 @:=_.-]{0,64}");
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

  static FileOptions read(Map<String, String> options) {
    String path = options.getOrDefault("file_path", options.get("path"));
    if (path == null || path.isEmpty()) {
      throw Refusal.badRequest("file_path is required");
    }
    String format = options.getOrDefault("format", "json");
    if (!format.equals("json")) {
      throw Refusal.badRequest("unknown format type \"" + format + "\"");
    }
    boolean hmacAccessor = flag(options.get("hmac_accessor"), true);
    boolean raw = flag(options.get("log_raw"), false);
    boolean elideLists = flag(options.get("elide_list_responses"), false);
    int mode = mode(options.get("mode"));
    String prefix = options.getOrDefault("prefix", "");
    if (!PREFIX.matcher(prefix).matches()) {
      throw Refusal.badRequest("the prefix may hold 64 letters, digits, spaces and any of @:=_.-");
    }
    return new FileOptions(named(path), mode, hmacAccessor, raw, elideLists, prefix);
  }

  private static String named(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case STDOUT, DISCARD -> lower;
      case "/dev/null" -> DISCARD;
      default -> path;
    };
  }

  private static boolean flag(@Nullable String text, boolean fallback) {
    if (text == null) {
      return fallback;
    }
    if (!TRUE.contains(text) && !FALSE.contains(text)) {
      throw Refusal.badRequest("strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
    }
    return TRUE.contains(text);
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

  boolean isFile() {
    return !path.equals(STDOUT) && !path.equals(DISCARD);
  }

  byte[] prefixBytes() {
    return prefix.getBytes(StandardCharsets.US_ASCII);
  }
}
