package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.LoginEvent;
import dev.leasehold.events.Mount;
import dev.leasehold.projections.login.Lockout;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Undecodable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads and shows when an auth method locks names out. What is not given stays as it was.
final class LockoutForm {
  private static final List<String> LOCKING = List.of("ldap", "approle", "userpass");

  private LockoutForm() {}

  /// What is tuned from now on. Refuses for a mount that locks nobody out.
  static LoginEvent.LockoutTuned tuned(Mount mount, Map<String, Object> given, Lockout before) {
    refuseWrongTypes(given);
    if (!LOCKING.contains(mount.type())) {
      throw Refusal.badRequest(
          "tuning of user lockout configuration for auth type "
              + GoText.quoted(mount.type())
              + " not allowed");
    }
    Object disabled = given.get("lockout_disable");
    return new LoginEvent.LockoutTuned(
        mount.uuid(),
        threshold(given.get("lockout_threshold"), before.threshold()),
        seconds(given.get("lockout_duration"), before.durationSeconds()),
        seconds(given.get("lockout_counter_reset_duration"), before.counterResetSeconds()),
        disabled == null ? before.disabled() : Boolean.TRUE.equals(disabled));
  }

  /// As mounts are shown.
  static Map<String, Object> shown(Lockout lockout) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("user_lockout_counter_reset_duration", lockout.counterResetSeconds());
    data.put("user_lockout_disable", lockout.disabled());
    data.put("user_lockout_duration", lockout.durationSeconds());
    data.put("user_lockout_threshold", lockout.threshold());
    return data;
  }

  private static void refuseWrongTypes(Map<String, Object> given) {
    boolean texts =
        isText(given.get("lockout_threshold"))
            && isText(given.get("lockout_duration"))
            && isText(given.get("lockout_counter_reset_duration"));
    Object disabled = given.get("lockout_disable");
    if (!texts || (disabled != null && !(disabled instanceof Boolean))) {
      throw Refusal.badRequest("unable to convert given user lockout config information");
    }
  }

  private static boolean isText(@Nullable Object value) {
    return value == null || value instanceof String || value instanceof Number;
  }

  private static int threshold(@Nullable Object given, int before) {
    String text = given == null ? "" : given.toString();
    if (text.isEmpty()) {
      return before;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw Refusal.internal(
          "unable to parse user lockout threshold: strconv.ParseUint: parsing "
              + GoText.quoted(text)
              + ": invalid syntax");
    }
    return Integer.parseInt(text);
  }

  private static long seconds(@Nullable Object given, long before) {
    String text = given == null ? "" : given.toString();
    try {
      return text.isEmpty()
          ? before
          : text.equals("system") ? 0 : DurationText.read(text).toSeconds();
    } catch (Undecodable undecodable) {
      throw Refusal.badRequest(String.valueOf(undecodable.getMessage()));
    }
  }
}
