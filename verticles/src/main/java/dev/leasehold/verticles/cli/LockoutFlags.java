package dev.leasehold.verticles.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that say when a user who fails to log in is locked out. What is not given is not sent.
final class LockoutFlags {
  @Option(names = "-user-lockout-threshold", description = "After how many failures.")
  private @Nullable Long threshold;

  @Option(
      names = "-user-lockout-duration",
      paramLabel = "DURATION",
      converter = GoDuration.class,
      description = "For how long.")
  private @Nullable Duration duration;

  @Option(
      names = "-user-lockout-counter-reset-duration",
      paramLabel = "DURATION",
      converter = GoDuration.class,
      description = "After how long without a failure they are forgotten.")
  private @Nullable Duration counterReset;

  @Option(names = "-user-lockout-disable", description = "Lock nobody out.")
  private @Nullable Boolean disable;

  /// Adds what was given to the body that changes a mount.
  void addTo(Json.Members body) {
    if (threshold == null && duration == null && counterReset == null && disable == null) {
      return;
    }
    Json.Members lockout = new Json.Members();
    if (threshold != null) {
      lockout.with("lockout_threshold", Long.toString(threshold));
    }
    if (duration != null) {
      MountFlags.add(lockout, "lockout_duration", MountFlags.changed(duration));
    }
    if (counterReset != null) {
      MountFlags.add(lockout, "lockout_counter_reset_duration", MountFlags.changed(counterReset));
    }
    if (disable != null) {
      lockout.with("lockout_disable", disable);
    }
    body.with("user_lockout_config", lockout);
  }
}
