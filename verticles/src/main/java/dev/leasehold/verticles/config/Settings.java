package dev.leasehold.verticles.config;

import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.http.Listener;
import dev.leasehold.verticles.telemetry.TelemetrySettings;
import java.util.List;

/// All that can be configured, checked. A value; it may hold the password of a Kafka cluster, which
/// no `toString` shows.
///
/// @param remoteInit whether a client from another machine may initialize
/// @param introspects whether it is told how mounts are found
/// @param telemetry how figures are told
/// @param warnings what the operator should know, a line each
public record Settings(
    StorageSettings storage,
    List<Listener> listeners,
    Ttls ttls,
    boolean remoteInit,
    boolean introspects,
    TelemetrySettings telemetry,
    List<String> warnings) {
  public Settings {
    listeners = List.copyOf(listeners);
    warnings = List.copyOf(warnings);
  }
}
