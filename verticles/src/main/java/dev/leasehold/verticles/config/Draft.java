package dev.leasehold.verticles.config;

import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.http.Listener;
import dev.leasehold.verticles.telemetry.TelemetrySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Settings while file after file is read: listeners add up, times to live are replaced by those of
/// a later file, and storage there may be one. For one thread.
final class Draft {
  final List<Listener> listeners = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  @Nullable StorageSettings storage;
  @Nullable Block ttlFrom;
  Duration defaultTtl = Duration.ofSeconds(Ttls.SYSTEM.defaultSeconds());
  Duration maxTtl = Duration.ofSeconds(Ttls.SYSTEM.maxSeconds());
  boolean remoteInit;
  boolean introspects;
  TelemetrySettings telemetry = TelemetrySettings.NONE;

  /// Checks what needs all files.
  Settings settings() {
    if (storage == null) {
      throw new ConfigError("A storage backend must be specified");
    }
    if (listeners.isEmpty()) {
      throw new ConfigError("no listener is configured");
    }
    if (ttlFrom != null && defaultTtl.compareTo(maxTtl) > 0) {
      String name = ttlFrom.has("default_lease_ttl") ? "default_lease_ttl" : "max_lease_ttl";
      throw ttlFrom.error(ttlFrom.place(name), "default_lease_ttl is longer than max_lease_ttl");
    }
    return new Settings(
        storage,
        listeners,
        new Ttls(defaultTtl.toSeconds(), maxTtl.toSeconds()),
        remoteInit,
        introspects,
        telemetry,
        warnings);
  }
}
