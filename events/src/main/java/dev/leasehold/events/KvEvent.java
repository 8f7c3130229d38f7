package dev.leasehold.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened in a key-value mount, version 1 or 2. The data of a secret is always a payload.
public sealed interface KvEvent extends MountedEvent {

  /// The settings of a version 2 mount.
  record KvConfigured(
      String mount, int maxVersions, boolean casRequired, long deleteVersionAfterSeconds)
      implements KvEvent {}

  /// A version 1 mount is of version 2 from now on: each of its secrets has one version, of this
  /// time.
  record KvUpgraded(String mount, Instant time) implements KvEvent {}

  /// A version 1 secret has new data.
  record SecretWritten(String mount, String path, PayloadName data) implements KvEvent {}

  /// A version 1 secret is gone.
  record SecretDeleted(String mount, String path) implements KvEvent {}

  /// A version 2 secret has a new version; versions below `oldest` are gone.
  record VersionWritten(
      String mount,
      String path,
      long version,
      PayloadName data,
      Instant created,
      @Nullable Instant deletion,
      long oldest)
      implements KvEvent {}

  /// Versions are marked deleted from a time on.
  record VersionsDeleted(String mount, String path, List<Long> versions, Instant deletion)
      implements KvEvent {}

  /// Versions are no longer marked deleted.
  record VersionsUndeleted(String mount, String path, List<Long> versions) implements KvEvent {}

  /// The data of versions is erased for ever.
  record VersionDestroyed(String mount, String path, List<Long> versions) implements KvEvent {}

  /// The metadata of a version 2 secret has changed; all of it is named anew. The values of the
  /// custom metadata are a payload, null where there are none.
  record MetadataWritten(
      String mount,
      String path,
      int maxVersions,
      boolean casRequired,
      long deleteVersionAfterSeconds,
      @Nullable PayloadName customMetadata,
      Instant updated)
      implements KvEvent {}

  /// A version 2 secret is gone with all its versions.
  record MetadataDeleted(String mount, String path) implements KvEvent {}
}
