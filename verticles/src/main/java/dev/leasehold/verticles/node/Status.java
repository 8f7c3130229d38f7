package dev.leasehold.verticles.node;

import dev.leasehold.crypto.seal.SealSettings;
import dev.leasehold.projections.SmallState;
import dev.leasehold.verticles.engine.sys.Build;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the paths that are served in any state say of the node. Immutable.
///
/// @param settings how the keys are shared; null before init
/// @param progress how many shares of the ceremony under way count
/// @param small what the log says, null while sealed
record Status(
    @Nullable SealSettings settings,
    int progress,
    String nonce,
    @Nullable SmallState small,
    String storageType) {

  boolean initialized() {
    return settings != null;
  }

  boolean sealed() {
    return small == null;
  }

  Map<String, Object> sealStatus() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("type", settings == null ? "shamir" : settings.type());
    data.put("initialized", initialized());
    data.put("sealed", sealed());
    data.put("t", settings == null ? 0 : settings.threshold());
    data.put("n", settings == null ? 0 : settings.shares());
    data.put("progress", progress);
    data.put("nonce", nonce);
    data.put("version", Build.VERSION);
    data.put("build_date", "");
    data.put("migration", false);
    putCluster(data);
    data.put("recovery_seal", false);
    data.put("storage_type", storageType);
    return data;
  }

  private void putCluster(Map<String, Object> data) {
    if (small != null) {
      data.put("cluster_name", small.clusterName());
      data.put("cluster_id", small.clusterId());
    }
  }

  Map<String, Object> health(Instant now) {
    Map<String, Object> data = new LinkedHashMap<>();
    String replication = sealed() ? "unknown" : "disabled";
    data.put("initialized", initialized());
    data.put("sealed", sealed());
    data.put("standby", sealed());
    data.put("performance_standby", false);
    data.put("replication_performance_mode", replication);
    data.put("replication_dr_mode", replication);
    data.put("server_time_utc", now.getEpochSecond());
    data.put("version", Build.VERSION);
    putCluster(data);
    return data;
  }

  static Map<String, Object> leader() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("ha_enabled", false);
    data.put("is_self", false);
    data.put("active_time", "0001-01-01T00:00:00Z");
    data.put("leader_address", "");
    data.put("leader_cluster_address", "");
    data.put("performance_standby", false);
    data.put("performance_standby_last_remote_wal", 0);
    return data;
  }
}
