package dev.leasehold.verticles.outbound;

import java.time.Duration;

/// The limits of a pool of connections to one target.
///
/// @param connections how many may be open at once
/// @param idle how many of them are kept when they have nothing to do
/// @param waiting how many acts may wait for a connection; one more is refused as `busy`
/// @param connectTimeout how long reaching the target and logging in may take
/// @param idleTime after how long an unused connection is closed
/// @param lifetime after how long a connection is replaced; zero for never
public record PoolLimits(
    int connections,
    int idle,
    int waiting,
    Duration connectTimeout,
    Duration idleTime,
    Duration lifetime) {
  /// How many connections Vault opens where the configuration does not say.
  public static final int DEFAULT_CONNECTIONS = 4;

  /// As Vault's pools, with a queue of a thousand: at the 100 users a second that a small server
  /// makes, who comes last has waited ten seconds.
  public static final PoolLimits DEFAULT =
      new PoolLimits(
          DEFAULT_CONNECTIONS,
          DEFAULT_CONNECTIONS,
          1000,
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ZERO);

  /// The limits that a target's own settings ask for, in the words of Vault.
  public PoolLimits of(DatabaseTarget target) {
    int open = target.maxConnections() > 0 ? target.maxConnections() : connections;
    int kept = (int) number(target, "max_idle_connections", open);
    long seconds = number(target, "max_connection_lifetime", lifetime.toSeconds());
    return new PoolLimits(
        open, Math.min(kept, open), waiting, connectTimeout, idleTime, Duration.ofSeconds(seconds));
  }

  private static long number(DatabaseTarget target, String name, long otherwise) {
    String text = target.settings().get(name);
    long value = text == null ? 0 : Long.parseLong(text);
    return value > 0 ? value : otherwise;
  }
}
