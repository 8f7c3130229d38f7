package dev.leasehold.verticles.outbound.cassandra;

import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.OptionsMap;
import com.datastax.oss.driver.api.core.config.TypedDriverOption;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.PoolLimits;
import java.time.Duration;

/// The settings of a session: the driver's own where nothing is said here. No file and no system
/// property changes them.
final class SessionOptions {
  private static final int MOST_FRAME_BYTES = 16 << 20;

  /// Rows that are looked at in one go while users are searched for.
  private static final int PAGE_ROWS = 1000;

  private static final Duration FIRST_RECONNECTION = Duration.ofMillis(200);

  private SessionOptions() {}

  static DriverConfigLoader of(DatabaseTarget target, PoolLimits limits) {
    OptionsMap options = OptionsMap.driverDefaults();
    Duration patience = connectTimeout(target, limits);
    options.put(TypedDriverOption.CONNECTION_CONNECT_TIMEOUT, patience);
    options.put(TypedDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, patience);
    options.put(TypedDriverOption.CONTROL_CONNECTION_TIMEOUT, patience);
    options.put(TypedDriverOption.REQUEST_TIMEOUT, patience);
    options.put(TypedDriverOption.RECONNECTION_BASE_DELAY, FIRST_RECONNECTION);
    options.put(TypedDriverOption.REQUEST_CONSISTENCY, setting(target, "consistency", "QUORUM"));
    options.put(TypedDriverOption.REQUEST_PAGE_SIZE, PAGE_ROWS);
    options.put(TypedDriverOption.PROTOCOL_MAX_FRAME_LENGTH, (long) MOST_FRAME_BYTES);
    options.put(TypedDriverOption.LOAD_BALANCING_POLICY_CLASS, "BasicLoadBalancingPolicy");
    options.put(TypedDriverOption.METADATA_SCHEMA_ENABLED, false);
    options.put(TypedDriverOption.METADATA_TOKEN_MAP_ENABLED, false);
    options.put(TypedDriverOption.MONITOR_REPORTING_ENABLED, false);
    options.put(TypedDriverOption.TIMESTAMP_GENERATOR_FORCE_JAVA_CLOCK, true);
    options.put(TypedDriverOption.SESSION_LEAK_THRESHOLD, 0);
    options.put(
        TypedDriverOption.SOCKET_KEEP_ALIVE,
        setting(target, "socket_keep_alive", "false").equals("true"));
    String version = setting(target, "protocol_version", "0");
    if (!version.equals("0")) {
      options.put(TypedDriverOption.PROTOCOL_VERSION, "V" + version);
    }
    return DriverConfigLoader.fromMap(options);
  }

  /// How long reaching a target and logging in may take.
  static Duration connectTimeout(DatabaseTarget target, PoolLimits limits) {
    long millis = Long.parseLong(setting(target, "connect_timeout_millis", "0"));
    return millis > 0 ? Duration.ofMillis(millis) : limits.connectTimeout();
  }

  private static String setting(DatabaseTarget target, String name, String otherwise) {
    String text = target.settings().getOrDefault(name, "");
    return text.isEmpty() ? otherwise : text;
  }
}
