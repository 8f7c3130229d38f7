package dev.leasehold.events;

import java.time.Instant;

/// What happened at the door of an auth method, whichever it is.
public sealed interface LoginEvent extends MountedEvent {

  /// Someone gave bad credentials under this name, for the so-many-th time in a row; after `until`
  /// it counts no longer.
  record LoginFailed(String mount, String alias, int count, Instant at, Instant until)
      implements LoginEvent {}

  /// The failures under a name count no longer: a login has succeeded, someone has unlocked it, or
  /// they are too long ago.
  record FailuresForgotten(String mount, String alias) implements LoginEvent {}

  /// When a mount locks a name out, and for how long; 0 means the server's own.
  record LockoutTuned(
      String mount, int threshold, long durationSeconds, long counterResetSeconds, boolean disabled)
      implements LoginEvent {}
}
