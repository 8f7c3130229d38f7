package dev.leasehold.projections;

import dev.leasehold.events.Mount;
import dev.leasehold.projections.audit.AuditDevice;
import dev.leasehold.projections.cluster.Cluster;
import dev.leasehold.projections.policy.PolicyKey;
import dev.leasehold.projections.settings.Settings;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The part of the state that every request looks at, kept in the heap: mounts, policy texts, audit
/// devices, settings, and who this cluster is.
///
/// It is immutable and may be read by any thread; replay makes a new one, which shares what has not
/// changed. Two requests that see the same object see the same mounts and policies.
public final class SmallState {

  /// Before the first commit.
  public static final SmallState EMPTY =
      new SmallState(new TreeMap<>(), Map.of(), new TreeMap<>(), Cluster.NONE, Settings.NONE);

  private final List<Mount> mounts;
  private final List<AuditDevice> deviceList;
  private final SortedMap<String, Mount> byUuid;
  private final Map<String, Mount> byAccessor;
  private final MountTree tree;
  private final Map<PolicyKey, String> policies;
  private final SortedMap<String, AuditDevice> devices;
  private final Cluster cluster;
  private final Settings settings;

  private SmallState(
      SortedMap<String, Mount> mounts,
      Map<PolicyKey, String> policies,
      SortedMap<String, AuditDevice> devices,
      Cluster cluster,
      Settings settings) {
    this(
        mounts,
        mounts.values().stream().collect(Collectors.toMap(Mount::accessor, mount -> mount)),
        new MountTree(mounts.values()),
        policies,
        devices,
        cluster,
        settings);
  }

  private SmallState(
      SortedMap<String, Mount> byUuid,
      Map<String, Mount> byAccessor,
      MountTree tree,
      Map<PolicyKey, String> policies,
      SortedMap<String, AuditDevice> devices,
      Cluster cluster,
      Settings settings) {
    this.mounts = List.copyOf(byUuid.values());
    this.deviceList = List.copyOf(devices.values());
    this.byUuid = byUuid;
    this.byAccessor = byAccessor;
    this.tree = tree;
    this.policies = policies;
    this.devices = devices;
    this.cluster = cluster;
    this.settings = settings;
  }

  /// All mounts of both tables, in the order of their uuids.
  public List<Mount> mounts() {
    return mounts;
  }

  /// The mount that serves this path: the one with the longest path that is a prefix of it in whole
  /// segments. `secret` and `secret/a` are served by `secret/`, `secrets/a` is not.
  public @Nullable Mount mountFor(String namespace, String path) {
    return tree.longest(namespace, path);
  }

  public @Nullable Mount byUuid(String uuid) {
    return byUuid.get(uuid);
  }

  public @Nullable Mount byAccessor(String accessor) {
    return byAccessor.get(accessor);
  }

  /// The text of a policy, byte for byte as it was sent, or null where there is none.
  public @Nullable String policyText(String namespace, String name) {
    return policies.get(new PolicyKey(namespace, name));
  }

  /// The names of a namespace's policies, sorted.
  public List<String> policyNames(String namespace) {
    return policies.keySet().stream()
        .filter(key -> key.namespace().equals(namespace))
        .map(PolicyKey::name)
        .sorted()
        .toList();
  }

  /// The audit devices, sorted by path.
  public List<AuditDevice> auditDevices() {
    return deviceList;
  }

  public @Nullable AuditDevice auditDevice(String path) {
    return devices.get(path);
  }

  /// Empty before the first commit.
  public String clusterId() {
    return cluster.id();
  }

  public String clusterName() {
    return cluster.name();
  }

  /// The number of the seal generation that counts; 0 before the first.
  public long sealGeneration() {
    return cluster.sealGeneration();
  }

  /// The hash of the stored bytes of the seal generation that counts, in hexadecimal.
  public String sealHash() {
    return cluster.sealHash();
  }

  /// What an operator has set for the whole server.
  public Settings settings() {
    return settings;
  }

  SmallState withMounts(Map<String, @Nullable Mount> changes) {
    return new SmallState(sorted(byUuid, changes), policies, devices, cluster, settings);
  }

  SmallState withPolicies(Map<PolicyKey, @Nullable String> changes) {
    Map<PolicyKey, String> next = new HashMap<>(policies);
    changes.forEach((key, text) -> next.compute(key, (same, before) -> text));
    return new SmallState(byUuid, byAccessor, tree, next, devices, cluster, settings);
  }

  SmallState withDevices(Map<String, @Nullable AuditDevice> changes) {
    return new SmallState(
        byUuid, byAccessor, tree, policies, sorted(devices, changes), cluster, settings);
  }

  SmallState withCluster(Cluster next) {
    return new SmallState(byUuid, byAccessor, tree, policies, devices, next, settings);
  }

  SmallState withSettings(Settings next) {
    return new SmallState(byUuid, byAccessor, tree, policies, devices, cluster, next);
  }

  private static <V> SortedMap<String, V> sorted(
      SortedMap<String, V> before, Map<String, @Nullable V> changes) {
    SortedMap<String, V> next = new TreeMap<>(before);
    changes.forEach((key, value) -> next.compute(key, (same, old) -> value));
    return Collections.unmodifiableSortedMap(next);
  }
}
