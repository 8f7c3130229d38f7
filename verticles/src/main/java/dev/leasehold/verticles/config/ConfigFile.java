package dev.leasehold.verticles.config;

import dev.leasehold.verticles.hcl.Hcl;
import dev.leasehold.verticles.hcl.HclError;
import dev.leasehold.verticles.hcl.HclItem;
import java.nio.file.Path;
import java.util.Set;

/// Reads the settings at the top of one file into a [Draft], which other files may have begun.
final class ConfigFile {
  private static final Set<String> SETTINGS =
      Set.of(
          "listener",
          "storage",
          "backend",
          "seal",
          "default_lease_ttl",
          "max_lease_ttl",
          "allow_remote_init",
          "introspection_endpoint",
          "telemetry");

  /// Vault's own, on which nothing here depends.
  private static final Set<String> IGNORED =
      Set.of(
          "administrative_namespace_path",
          "api_addr",
          "cache_size",
          "cluster_addr",
          "cluster_cipher_suites",
          "cluster_name",
          "default_max_request_duration",
          "detect_deadlocks",
          "disable_cache",
          "disable_clustering",
          "disable_indexing",
          "disable_mlock",
          "disable_performance_standby",
          "disable_printable_check",
          "disable_sealwrap",
          "disable_sentinel_trace",
          "enable_response_header_hostname",
          "enable_response_header_raft_node_id",
          "entropy",
          "experiments",
          "ha_backend",
          "ha_storage",
          "imprecise_lease_role_tracking",
          "license_path",
          "log_file",
          "log_format",
          "log_level",
          "log_requests_level",
          "log_rotate_bytes",
          "log_rotate_duration",
          "log_rotate_max_files",
          "pid_file",
          "plugin_directory",
          "plugin_file_permissions",
          "plugin_file_uid",
          "plugin_tmpdir",
          "raw_storage_endpoint",
          "reporting",
          "request_limiter",
          "service_registration",
          "ui",
          "user_lockout");

  private ConfigFile() {}

  static void read(Path file, String text, Draft draft) {
    Block block;
    try {
      block = new Block(file, Hcl.parse(text), draft.warnings::add);
    } catch (HclError e) {
      throw new ConfigError(file, e.at(), e.text());
    }
    block.only(SETTINGS, IGNORED);
    for (HclItem item : block.all("listener")) {
      draft.listeners.add(ListenerBlock.read(block, item));
    }
    for (String word : new String[] {"storage", "backend"}) {
      for (HclItem item : block.all(word)) {
        if (draft.storage != null) {
          throw block.error(item.at(), "storage is configured twice");
        }
        draft.storage = StorageBlock.read(block, item);
      }
    }
    for (HclItem item : block.all("seal")) {
      throw block.error(item.at(), "seals but Shamir's are not supported");
    }
    HclItem telemetry = block.one("telemetry");
    if (telemetry != null) {
      draft.telemetry = TelemetryBlock.read(block, telemetry);
    }
    draft.defaultTtl = block.duration("default_lease_ttl", draft.defaultTtl);
    draft.maxTtl = block.duration("max_lease_ttl", draft.maxTtl);
    if (block.has("default_lease_ttl") || block.has("max_lease_ttl")) {
      draft.ttlFrom = block;
    }
    draft.remoteInit |= block.flag("allow_remote_init");
    draft.introspects |= block.flag("introspection_endpoint");
  }
}
