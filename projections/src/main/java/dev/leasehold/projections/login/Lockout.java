package dev.leasehold.projections.login;

import java.time.Instant;

/// What was tuned on a mount about locking names out; 0 means the server's own.
public record Lockout(
    int threshold, long durationSeconds, long counterResetSeconds, boolean disabled) {

  /// Nothing was tuned.
  public static final Lockout UNTUNED = new Lockout(0, 0, 0, false);

  /// The server's own: five failures, for a quarter of an hour.
  public static final Lockout DEFAULT = new Lockout(5, 900, 900, false);

  /// With the server's own where nothing else was tuned.
  public Lockout effective() {
    return new Lockout(
        threshold == 0 ? DEFAULT.threshold : threshold,
        durationSeconds == 0 ? DEFAULT.durationSeconds : durationSeconds,
        counterResetSeconds == 0 ? DEFAULT.counterResetSeconds : counterResetSeconds,
        disabled);
  }

  /// Whether a name with these failures is locked out. Asked of what is in effect.
  public boolean locks(LoginFailures failures, Instant now) {
    return !disabled
        && failures.count() >= threshold
        && now.isBefore(failures.last().plusSeconds(durationSeconds));
  }

  /// Until when a failure that comes now is kept. Asked of what is in effect.
  public Instant until(Instant now) {
    return now.plusSeconds(Math.max(durationSeconds, counterResetSeconds) + 1);
  }

  /// Which failure in a row one is that comes now. Asked of what is in effect.
  public int next(LoginFailures failures, Instant now) {
    return now.isAfter(failures.last().plusSeconds(counterResetSeconds)) ? 1 : failures.count() + 1;
  }
}
