package dev.leasehold.events;

import java.time.Instant;
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

  /// A mount is served at another path from now on. The id is that by which clients ask how the
  /// move went.
  record MountMoved(String uuid, String path, String migration) implements SysEvent {}

  /// What is set for the whole server.
  sealed interface Setting extends SysEvent {}

  /// A request header, in lower case, is told by the audit from now on.
  record AuditedHeaderWritten(String name, boolean hashed) implements Setting {}

  /// A request header is told by the audit no longer.
  record AuditedHeaderRemoved(String name) implements Setting {}

  /// Browsers may ask from these origins, with these headers beside Vault's own; all of it is named
  /// anew.
  record CorsConfigured(boolean enabled, List<String> origins, List<String> headers)
      implements Setting {}

  /// The user interface answers with this header from now on.
  record UiHeaderWritten(String name, List<String> values) implements Setting {}

  /// The user interface answers with this header no longer.
  record UiHeaderRemoved(String name) implements Setting {}

  /// This version of the server runs for the first time.
  record VersionInstalled(String version, Instant time) implements Setting {}

  /// A policy by which passwords are made has this text from now on, byte for byte as it was sent.
  record PasswordPolicyWritten(String namespace, String name, String text) implements Setting {}

  /// A policy by which passwords are made is gone.
  record PasswordPolicyDeleted(String namespace, String name) implements Setting {}

  /// Records are sealed under this term of the keyring from now on.
  record TermInstalled(int term) implements SysEvent {}

  /// When a new term is due without anybody asking for one; an interval of 0 means never.
  record RotationConfigured(boolean enabled, long maxOperations, long intervalSeconds)
      implements SysEvent {}

  /// The shares that a rekey gave out lie here as well, each encrypted to the PGP key of its
  /// holder.
  record RekeyBackupKept(String nonce, PayloadName shares) implements SysEvent {}

  /// The backup of the shares is gone.
  record RekeyBackupDeleted() implements SysEvent {}
}
