package dev.leasehold.projections.kv;

import dev.leasehold.events.PayloadName;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A version 2 secret: its versions by number, and its settings.
///
/// @param current the number of the newest version, 0 before the first
/// @param oldest the number of the oldest version that is kept, 0 while none was too many
public record KvMetadata(
    int maxVersions,
    boolean casRequired,
    long deleteVersionAfterSeconds,
    @Nullable PayloadName customMetadata,
    Instant created,
    Instant updated,
    long current,
    long oldest,
    SortedMap<Long, KvVersion> versions) {

  public KvMetadata {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  /// What a version 1 secret reads as after the upgrade of its mount.
  static KvMetadata upgraded(Instant time, PayloadName data) {
    SortedMap<Long, KvVersion> versions = new TreeMap<>();
    versions.put(1L, new KvVersion(time, null, false, data));
    return new KvMetadata(0, false, 0, null, time, time, 1, 1, versions);
  }

  static KvMetadata created(Instant time) {
    return new KvMetadata(0, false, 0, null, time, time, 0, 0, new TreeMap<>());
  }

  KvMetadata with(SortedMap<Long, KvVersion> changed) {
    return new KvMetadata(
        maxVersions,
        casRequired,
        deleteVersionAfterSeconds,
        customMetadata,
        created,
        updated,
        current,
        oldest,
        changed);
  }
}
