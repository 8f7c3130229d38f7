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
/// @param oldest the number of the oldest version that is kept, 0 before the first
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
