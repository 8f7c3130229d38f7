package dev.leasehold.verticles.audit;

import dev.leasehold.verticles.request.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The options that devices of every type have: how their lines are written. Immutable; refusals
/// are in Vault's words where it has some.
///
/// Stricter than Vault, since whoever may enable a device must not be able to write programs with
/// it: a prefix is a few harmless characters.
///
/// @param xml lines are JSONx, each on a line of its own, which Vault leaves out
record LineOptions(
    boolean hmacAccessor, boolean raw, boolean elideLists, boolean xml, String prefix) {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9 @:=_.-]{0,64}");
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

  static LineOptions read(Map<String, String> options) {
    String format = options.getOrDefault("format", "json");
    if (!format.equals("json") && !format.equals("jsonx")) {
      throw Refusal.badRequest("unknown format type \"" + format + "\"");
    }
    boolean hmacAccessor = flag(options.get("hmac_accessor"), true);
    boolean raw = flag(options.get("log_raw"), false);
    boolean elideLists = flag(options.get("elide_list_responses"), false);
    String prefix = options.getOrDefault("prefix", "");
    if (!PREFIX.matcher(prefix).matches()) {
      throw Refusal.badRequest("the prefix may hold 64 letters, digits, spaces and any of @:=_.-");
    }
    return new LineOptions(hmacAccessor, raw, elideLists, format.equals("jsonx"), prefix);
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

  byte[] prefixBytes() {
    return prefix.getBytes(StandardCharsets.US_ASCII);
  }

  /// How the first line of a device begins.
  byte[] beginning() {
    return AuditLines.joined(
        prefixBytes(), AuditLines.ascii(xml ? "<json:object name=" : "{\"time\":\""));
  }

  /// A line as the device shows it, without its prefix and its end.
  byte[] shown(byte[] line) {
    return xml ? JsonxText.of(line) : line;
  }
}
