package dev.leasehold.events;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happened to the server itself: its seal, its leadership, its mounts, policies and devices.
public sealed interface SysEvent extends Event {

  /// The first commit of a log: who this cluster is.
  record ClusterInitialized(String clusterId, String clusterName) implements SysEvent {}

  /// A generation of the seal topic counts from now on. The hash is of its stored bytes.
  record SealChanged(long generation, String hash) implements SysEvent {}

  /// A claimant's first commit: what it had read when it began to write. A reader whose own values
  /// differ is reading a corrupt log.
  record LeadershipTaken(long lastSequence, String chainHash, String epochStartedHash)
      implements SysEvent {}

  /// An engine or auth method is served from now on.
  record MountEnabled(Mount mount) implements SysEvent {}

  /// What can be tuned on a mount has changed; all of it is named anew.
  record MountTuned(
      String uuid, String description, @Nullable Map<String, String> options, MountConfig config)
      implements SysEvent {}

  /// A mount is gone at once; what lies under it is swept in pages afterwards.
  record MountDisabled(String uuid) implements SysEvent {}

  /// A page of what a disabled mount left behind is erased; `finished` on the last one.
  record MountSwept(String uuid, List<String> rows, boolean finished) implements SysEvent {}

  /// An ACL policy has this text from now on, byte for byte as it was sent.
  record PolicyWritten(String namespace, String name, String text) implements SysEvent {}

  /// An ACL policy is gone.
  record PolicyDeleted(String namespace, String name) implements SysEvent {}

  /// An audit device is fed from now on. The salt of its hashes is a payload.
  record AuditDeviceEnabled(
      String path,
      String type,
      String description,
      Map<String, String> options,
      boolean local,
      PayloadName salt)
      implements SysEvent {}

  /// An audit device is fed no longer.
  record AuditDeviceDisabled(String path) implements SysEvent {}
}
