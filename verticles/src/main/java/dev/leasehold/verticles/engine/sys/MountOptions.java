package dev.leasehold.verticles.engine.sys;

import dev.leasehold.verticles.request.FieldType;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Undecodable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The options of a mount after a tuning: those that are given beside those that it had, without
/// those that are given as an empty text. The option `version` only ever goes up.
///
/// @param merged null where the mount has none and none is given
record MountOptions(@Nullable Map<String, String> merged, List<String> warnings) {

  static MountOptions tuned(@Nullable Map<String, String> before, Map<String, String> given) {
    if (given.isEmpty()) {
      return new MountOptions(before, List.of());
    }
    List<String> warnings = List.of();
    if (given.containsKey("version")) {
      long old = version(before == null ? "" : before.getOrDefault("version", ""), "mount entry");
      long asked = version(given.get("version"), "options");
      refuse(old, asked);
      warnings = old < asked ? List.of(upgrading(old, asked)) : List.of();
    }
    Map<String, String> merged = new LinkedHashMap<>();
    if (before != null) {
      merged.putAll(before);
    }
    given.forEach((name, value) -> {
      if (value.isEmpty()) {
        merged.remove(name);
      } else {
        merged.put(name, value);
      }
    });
    return new MountOptions(merged, warnings);
  }

  private static void refuse(long old, long asked) {
    if (asked != 1 && asked != 2) {
      throw Refusal.badRequest("invalid version provided: " + asked);
    }
    if (old > asked) {
      throw Refusal.badRequest("cannot downgrade mount from version " + old);
    }
  }

  private static String upgrading(long old, long asked) {
    return "Upgrading mount from version "
        + old
        + " to version "
        + asked
        + ". This mount will be unavailable for a brief period and will resume service shortly.";
  }

  private static long version(@Nullable String text, String where) {
    try {
      return Objects.requireNonNull((Long) FieldType.INTEGER.decode(text));
    } catch (Undecodable undecodable) {
      String why = String.valueOf(undecodable.getMessage());
      throw Refusal.badRequest(
          "unable to parse " + where + ": " + why.substring(why.indexOf("strconv")));
    }
  }
}
