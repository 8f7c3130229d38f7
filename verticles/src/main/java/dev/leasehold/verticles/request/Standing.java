package dev.leasehold.verticles.request;

import org.jspecify.annotations.Nullable;

/// How the server stands, where an answer says so by its status code as well: that of `sys/health`.
///
/// @param override the code that the client wants for this state (`?standbycode=200`), from 200 to
///   599; null for the usual one
public record Standing(State state, @Nullable Integer override) {

  /// Where a server stands, in the order in which the first that holds is told.
  public enum State {
    UNINITIALIZED,
    SEALED,
    DISASTER_RECOVERY_SECONDARY,
    PERFORMANCE_STANDBY,
    STANDBY,
    ACTIVE
  }

  public Standing {
    if (override != null && (override < 200 || override > 599)) {
      throw Refusal.of(Refusal.Kind.BAD_REQUEST);
    }
  }
}
