package dev.leasehold.projections.kv;

/// The settings of a version 2 mount.
///
/// @param maxVersions 0 for the default
/// @param deleteVersionAfterSeconds 0 for never
public record KvConfig(int maxVersions, boolean casRequired, long deleteVersionAfterSeconds) {
  /// What a mount has that was never configured.
  public static final KvConfig DEFAULT = new KvConfig(0, false, 0);
}
