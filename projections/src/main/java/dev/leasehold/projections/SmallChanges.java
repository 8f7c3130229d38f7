package dev.leasehold.projections;

import dev.leasehold.events.Mount;
import dev.leasehold.projections.audit.AuditDevice;
import dev.leasehold.projections.audit.AuditProjection;
import dev.leasehold.projections.cluster.Cluster;
import dev.leasehold.projections.cluster.ClusterProjection;
import dev.leasehold.projections.mount.MountProjection;
import dev.leasehold.projections.policy.PolicyKey;
import dev.leasehold.projections.policy.PolicyProjection;
import dev.leasehold.projections.policy.PolicyText;
import dev.leasehold.projections.settings.Settings;
import dev.leasehold.projections.settings.SettingsProjection;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.RowChange;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which row changes touch the small state, and what it is after them.
final class SmallChanges {
  private static final Set<Table<?, ?>> TABLES =
      Set.of(
          MountProjection.MOUNTS,
          PolicyProjection.POLICIES,
          AuditProjection.DEVICES,
          ClusterProjection.CLUSTER,
          SettingsProjection.SETTINGS);

  private final Map<String, @Nullable Mount> mounts = new HashMap<>();
  private final Map<PolicyKey, @Nullable String> policies = new HashMap<>();
  private final Map<String, @Nullable AuditDevice> devices = new HashMap<>();
  private @Nullable Cluster cluster;
  private @Nullable Settings settings;

  static boolean touch(RowChange<?, ?> change) {
    return TABLES.contains(change.table());
  }

  /// The small state after these changes, the same object where none touches it.
  static SmallState after(SmallState before, Collection<RowChange<?, ?>> changes) {
    SmallChanges found = new SmallChanges();
    changes.stream().filter(SmallChanges::touch).forEach(found::add);
    return found.applied(before);
  }

  /// The small state of a view that has just been opened.
  static SmallState load(View view) {
    SmallChanges found = new SmallChanges();
    view.scan(MountProjection.MOUNTS, List.of(), (key, row) -> found.mount(key.name(), row));
    view.scan(PolicyProjection.POLICIES, List.of(), (key, row) -> found.policy(key, row.text()));
    view.scan(AuditProjection.DEVICES, List.of(), (key, row) -> found.device(key.name(), row));
    found.cluster = view.get(ClusterProjection.CLUSTER, ClusterProjection.KEY);
    found.settings = view.get(SettingsProjection.SETTINGS, SettingsProjection.KEY);
    return found.applied(SmallState.EMPTY);
  }

  private void add(RowChange<?, ?> change) {
    if (change.table() == MountProjection.MOUNTS) {
      mount(((NameKey) change.key()).name(), (Mount) change.value());
    } else if (change.table() == PolicyProjection.POLICIES) {
      PolicyText text = (PolicyText) change.value();
      policy((PolicyKey) change.key(), text == null ? null : text.text());
    } else if (change.table() == AuditProjection.DEVICES) {
      device(((NameKey) change.key()).name(), (AuditDevice) change.value());
    } else if (change.table() == SettingsProjection.SETTINGS) {
      settings = (Settings) change.value();
    } else {
      cluster = (Cluster) change.value();
    }
  }

  private boolean mount(String uuid, @Nullable Mount mount) {
    mounts.put(uuid, mount);
    return true;
  }

  private boolean policy(PolicyKey key, @Nullable String text) {
    policies.put(key, text);
    return true;
  }

  private boolean device(String path, @Nullable AuditDevice device) {
    devices.put(path, device);
    return true;
  }

  private SmallState applied(SmallState before) {
    SmallState after = mounts.isEmpty() ? before : before.withMounts(mounts);
    after = policies.isEmpty() ? after : after.withPolicies(policies);
    after = devices.isEmpty() ? after : after.withDevices(devices);
    after = cluster == null ? after : after.withCluster(cluster);
    return settings == null ? after : after.withSettings(settings);
  }
}
