package dev.leasehold.verticles.gate;

import dev.leasehold.events.Mount;

/// The times to live that hold where nobody says otherwise, in seconds.
///
/// @param defaultSeconds the system's default, Vault's is 768 hours
/// @param maxSeconds the system's maximum, Vault's is 768 hours
public record Ttls(long defaultSeconds, long maxSeconds) {
  /// Vault's own: 32 days.
  public static final Ttls SYSTEM = new Ttls(2764800, 2764800);

  /// The default of a mount, its own or the system's.
  public long defaultOf(Mount mount) {
    long tuned = mount.config().defaultLeaseTtlSeconds();
    return tuned > 0 ? tuned : defaultSeconds;
  }

  /// The maximum of a mount, its own or the system's.
  public long maxOf(Mount mount) {
    long tuned = mount.config().maxLeaseTtlSeconds();
    return tuned > 0 ? tuned : maxSeconds;
  }
}
