package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.MountConfig;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.JsonNumber;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Undecodable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what clients send as the settings of a mount. In the `config` object of a new mount a
/// wrong JSON type is refused as a whole; unknown members are ignored.
final class MountForm {
  private MountForm() {}

  /// The settings of a new mount.
  static MountConfig config(Map<String, Object> given) {
    refuseWrongTypes(given);
    long defaultTtl = ttl(given.get("default_lease_ttl"), "default");
    long maxTtl = ttl(given.get("max_lease_ttl"), "max");
    if (maxTtl > 0 && defaultTtl > maxTtl) {
      throw Refusal.badRequest("given default lease TTL greater than given max lease TTL");
    }
    String visibility = given.get("listing_visibility") instanceof String text ? text : "";
    checkVisibility(visibility);
    return new MountConfig(
        defaultTtl,
        maxTtl,
        Boolean.TRUE.equals(given.get("force_no_cache")),
        visibility,
        texts(given.get("audit_non_hmac_request_keys")),
        texts(given.get("audit_non_hmac_response_keys")),
        texts(given.get("passthrough_request_headers")),
        texts(given.get("allowed_response_headers")),
        given.get("token_type") instanceof String text ? tokenType(text) : "");
  }

  static void checkVisibility(String visibility) {
    if (!List.of("", "hidden", "unauth").contains(visibility)) {
      throw Refusal.badRequest("invalid listing_visibility " + visibility);
    }
  }

  static String tokenType(String text) {
    return switch (text) {
      case "", "default-service", "default-batch", "service", "batch" -> text;
      case "default" -> "default-service";
      default -> throw Refusal.badRequest("invalid value for 'token_type'");
    };
  }

  /// A TTL as text or number; `system` and an empty text are 0, the system's.
  static long ttl(@Nullable Object given, String which) {
    if (given == null || given.equals("") || given.equals("system")) {
      return 0;
    }
    try {
      return DurationText.read(given).toSeconds();
    } catch (Undecodable undecodable) {
      throw Refusal.badRequest(
          "unable to parse " + which + " TTL of " + given + ": " + undecodable.getMessage());
    }
  }

  private static void refuseWrongTypes(Map<String, Object> given) {
    boolean wrong =
        !is(given.get("force_no_cache"), Boolean.class)
            || !is(given.get("listing_visibility"), String.class)
            || !is(given.get("token_type"), String.class)
            || !scalar(given.get("default_lease_ttl"))
            || !scalar(given.get("max_lease_ttl"));
    if (wrong) {
      throw Refusal.badRequest("unable to convert given mount config information");
    }
  }

  private static boolean is(@Nullable Object value, Class<?> type) {
    return value == null || type.isInstance(value);
  }

  private static boolean scalar(@Nullable Object value) {
    return value == null || value instanceof String || value instanceof JsonNumber;
  }

  private static List<String> texts(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof String text) {
      return List.of(text.split(","));
    }
    if (!(value instanceof List<?> list)) {
      throw Refusal.badRequest("unable to convert given mount config information");
    }
    List<String> texts = new ArrayList<>();
    for (Object one : list) {
      texts.add(String.valueOf(one));
    }
    return List.copyOf(texts);
  }
}
