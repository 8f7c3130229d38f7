package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.projections.login.Lockout;
import dev.leasehold.projections.login.Logins;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Ttls;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What clients are told of a mount.
final class MountInfo {
  private MountInfo() {}

  /// The entry of a mount in lists and single reads.
  static Map<String, Object> of(Mount mount, View state) {
    Map<String, Object> info = new TreeMap<>();
    info.put("accessor", mount.accessor());
    info.put("config", config(mount, Logins.tuned(state, mount.uuid())));
    info.put("description", mount.description());
    info.put("external_entropy_access", mount.externalEntropyAccess());
    info.put("local", mount.local());
    info.put("options", mount.options());
    info.put("plugin_version", "");
    info.put("running_plugin_version", Build.PLUGIN_VERSION);
    info.put("running_sha256", "");
    info.put("seal_wrap", mount.sealWrap());
    info.put("type", mount.type());
    info.put("uuid", mount.uuid());
    if (mount.options() != null) {
      info.put("deprecation_status", "supported");
    }
    return info;
  }

  private static Map<String, Object> config(Mount mount, Lockout lockout) {
    MountConfig config = mount.config();
    Map<String, Object> info = new TreeMap<>();
    info.put("default_lease_ttl", config.defaultLeaseTtlSeconds());
    info.put("force_no_cache", config.forceNoCache());
    info.put("max_lease_ttl", config.maxLeaseTtlSeconds());
    putTuned(info, mount);
    if (!lockout.equals(Lockout.UNTUNED)) {
      info.put("user_lockout_config", LockoutForm.shown(lockout));
    }
    return info;
  }

  /// What a read of `tune` says: the same, flat, with the system's TTLs where none are tuned.
  static Map<String, Object> tuned(Mount mount, Ttls ttls, Lockout lockout) {
    MountConfig config = mount.config();
    Map<String, Object> info = new TreeMap<>();
    info.put("default_lease_ttl", or(config.defaultLeaseTtlSeconds(), ttls.defaultSeconds()));
    info.put("description", mount.description());
    info.put("force_no_cache", mount.config().forceNoCache());
    info.put("max_lease_ttl", or(config.maxLeaseTtlSeconds(), ttls.maxSeconds()));
    if (mount.options() != null && !mount.options().isEmpty()) {
      info.put("options", mount.options());
    }
    putTuned(info, mount);
    if (!lockout.equals(Lockout.UNTUNED)) {
      info.putAll(LockoutForm.shown(lockout));
    }
    return info;
  }

  private static long or(long tuned, long system) {
    return tuned == 0 ? system : tuned;
  }

  private static void putTuned(Map<String, Object> info, Mount mount) {
    MountConfig config = mount.config();
    if (!config.listingVisibility().isEmpty()) {
      info.put("listing_visibility", config.listingVisibility());
    }
    putList(info, "audit_non_hmac_request_keys", config.auditNonHmacRequestKeys());
    putList(info, "audit_non_hmac_response_keys", config.auditNonHmacResponseKeys());
    putList(info, "passthrough_request_headers", config.passthroughRequestHeaders());
    putList(info, "allowed_response_headers", config.allowedResponseHeaders());
    if (mount.table() == MountTable.AUTH) {
      String type = config.tokenType();
      info.put("token_type", type.isEmpty() ? "default-service" : type);
    }
  }

  private static void putList(Map<String, Object> info, String name, List<String> values) {
    if (!values.isEmpty()) {
      info.put(name, values);
    }
  }
}
