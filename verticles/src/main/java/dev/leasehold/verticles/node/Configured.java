package dev.leasehold.verticles.node;

import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.http.Listener;
import dev.leasehold.verticles.telemetry.TelemetrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a server was started with, as `sys/config/state/sanitized` tells it: Vault's members, with
/// Vault's defaults where we have no such setting, and no secret. Immutable.
record Configured(Storage storage, Server.Manner manner) {

  Map<String, Object> sanitized() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("administrative_namespace_path", "");
    data.put("api_addr", "");
    data.put("cache_size", 0);
    data.put("cluster_addr", "");
    data.put("cluster_cipher_suites", "");
    data.put("cluster_name", "");
    data.put("default_lease_ttl", seconds(manner.ttls().defaultSeconds()));
    data.put("default_max_request_duration", 0);
    data.put("detect_deadlocks", "");
    for (String off :
        List.of(
            "disable_cache",
            "disable_clustering",
            "disable_indexing",
            "disable_performance_standby",
            "disable_printable_check",
            "disable_sealwrap",
            "disable_sentinel_trace",
            "enable_response_header_hostname",
            "enable_response_header_raft_node_id",
            "enable_ui",
            "imprecise_lease_role_tracking",
            "raw_storage_endpoint")) {
      data.put(off, false);
    }
    data.put("introspection_endpoint", manner.introspects());
    data.put("disable_mlock", true);
    data.put("experiments", null);
    data.put("listeners", listeners());
    for (String unset :
        List.of("log_format", "log_level", "log_requests_level", "pid_file", "plugin_directory")) {
      data.put(unset, "");
    }
    data.put("max_lease_ttl", seconds(manner.ttls().maxSeconds()));
    data.put("plugin_file_permissions", 0);
    data.put("plugin_file_uid", 0);
    data.put("seals", List.of(Map.of("disabled", false, "type", "shamir")));
    data.put("storage", storing());
    if (!manner.telemetry().equals(TelemetrySettings.NONE)) {
      data.put("telemetry", telemetry(manner.telemetry()));
    }
    return data;
  }

  /// Vault tells only what was configured.
  private static long seconds(long given) {
    return given == Ttls.SYSTEM.defaultSeconds() ? 0 : given;
  }

  private Map<String, Object> storing() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("cluster_addr", "");
    data.put("disable_clustering", false);
    data.put("redirect_addr", "");
    data.put("type", storage.type());
    return data;
  }

  /// With Vault's own values for what is not ours to set.
  private static Map<String, Object> telemetry(TelemetrySettings settings) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("add_lease_metrics_namespace_labels", false);
    for (String unset :
        List.of(
            "circonus_api_app",
            "circonus_api_token",
            "circonus_api_url",
            "circonus_broker_id",
            "circonus_broker_select_tag",
            "circonus_check_display_name",
            "circonus_check_force_metric_activation",
            "circonus_check_id",
            "circonus_check_instance_id",
            "circonus_check_search_tag",
            "circonus_check_tags",
            "circonus_submission_interval",
            "circonus_submission_url",
            "dogstatsd_addr",
            "stackdriver_location",
            "stackdriver_namespace",
            "stackdriver_project_id",
            "statsd_address",
            "statsite_address")) {
      data.put(unset, "");
    }
    String prefix = settings.prefix();
    data.put("disable_hostname", true);
    data.put("dogstatsd_tags", null);
    data.put("lease_metrics_epsilon", Duration.ofHours(1).toNanos());
    data.put("maximum_gauge_cardinality", settings.mostFigures());
    data.put("metrics_prefix", prefix.equals(TelemetrySettings.USUAL.prefix()) ? "" : prefix);
    data.put("num_lease_metrics_buckets", 168);
    data.put("prometheus_retention_time", settings.retention().toNanos());
    data.put("stackdriver_debug_logs", false);
    data.put("usage_gauge_period", Duration.ofMinutes(10).toNanos());
    return data;
  }

  private List<Object> listeners() {
    List<Object> listeners = new ArrayList<>();
    for (Listener listener : manner.listeners()) {
      Map<String, Object> config = new LinkedHashMap<>();
      String type =
          switch (listener.place()) {
            case Listener.Tcp(String address, int port) -> {
              config.put("address", address + ":" + port);
              yield "tcp";
            }
            case Listener.Unix(Path path) -> {
              config.put("address", path.toString());
              yield "unix";
            }
          };
      config.put("tls_disable", listener.tls() == null);
      listeners.add(Map.of("config", config, "type", type));
    }
    return listeners;
  }
}
