package dev.leasehold.projections.kv;

import static dev.leasehold.projections.kv.KvTables.CONFIGS;
import static dev.leasehold.projections.kv.KvTables.METADATA;
import static dev.leasehold.projections.kv.KvTables.PATHS;
import static dev.leasehold.projections.kv.KvTables.SECRETS;
import static dev.leasehold.projections.kv.KvTables.UPGRADES;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.KvEvent;
import dev.leasehold.events.KvEvent.KvConfigured;
import dev.leasehold.events.KvEvent.KvUpgraded;
import dev.leasehold.events.KvEvent.MetadataDeleted;
import dev.leasehold.events.KvEvent.MetadataWritten;
import dev.leasehold.events.KvEvent.SecretDeleted;
import dev.leasehold.events.KvEvent.SecretWritten;
import dev.leasehold.events.KvEvent.VersionDestroyed;
import dev.leasehold.events.KvEvent.VersionWritten;
import dev.leasehold.events.KvEvent.VersionsDeleted;
import dev.leasehold.events.KvEvent.VersionsUndeleted;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Replays the key-value mounts. Versions count up by one; what is destroyed stays destroyed.
public final class KvProjection implements Projection<KvEvent> {

  @Override
  public void replay(KvEvent event, Moment moment, Rows rows) {
    switch (event) {
      case KvConfigured configured ->
          rows.put(
              CONFIGS,
              new NameKey(configured.mount()),
              new KvConfig(
                  configured.maxVersions(),
                  configured.casRequired(),
                  configured.deleteVersionAfterSeconds()));
      case KvUpgraded upgraded ->
          rows.put(UPGRADES, new NameKey(upgraded.mount()), new KvUpgrade(upgraded.time()));
      case SecretWritten written -> write(written, rows);
      case SecretDeleted deleted -> deleteSecret(deleted.mount(), deleted.path(), rows);
      case VersionWritten written -> write(written, rows);
      case VersionsDeleted deleted ->
          change(
              new PairKey(deleted.mount(), deleted.path()),
              deleted.versions(),
              version ->
                  new KvVersion(
                      version.created(), deleted.deletion(), version.destroyed(), version.data()),
              rows);
      case VersionsUndeleted undeleted ->
          change(
              new PairKey(undeleted.mount(), undeleted.path()),
              undeleted.versions(),
              version ->
                  new KvVersion(version.created(), null, version.destroyed(), version.data()),
              rows);
      case VersionDestroyed destroyed ->
          change(
              new PairKey(destroyed.mount(), destroyed.path()),
              destroyed.versions(),
              version -> new KvVersion(version.created(), version.deletion(), true, null),
              rows);
      case MetadataWritten written -> write(written, rows);
      case MetadataDeleted deleted -> deleteMetadata(deleted.mount(), deleted.path(), rows);
    }
  }

  /// Erases what a disabled mount left behind, by the names that [KvSweep] gave.
  static void erase(String mount, String path, Rows rows) {
    if (rows.get(SECRETS, new PairKey(mount, path)) != null) {
      deleteSecret(mount, path, rows);
    } else {
      deleteMetadata(mount, path, rows);
    }
  }

  private static void write(SecretWritten event, Rows rows) {
    PairKey key = new PairKey(event.mount(), event.path());
    if (rows.get(SECRETS, key) == null) {
      PATHS.add(rows, event.mount(), event.path());
    }
    rows.put(SECRETS, key, new KvSecret(event.data()));
  }

  private static void write(VersionWritten event, Rows rows) {
    KvMetadata before = KvSecrets.metadata(rows, event.mount(), event.path());
    if (before == null) {
      PATHS.add(rows, event.mount(), event.path());
      before = KvMetadata.created(event.created());
    }
    if (event.version() != before.current() + 1
        || event.oldest() > event.version()
        || event.oldest() < before.oldest()) {
      throw new CorruptLog("a version of a secret does not follow on the one before");
    }
    SortedMap<Long, KvVersion> versions = new TreeMap<>(before.versions().tailMap(event.oldest()));
    versions.put(
        event.version(), new KvVersion(event.created(), event.deletion(), false, event.data()));
    put(
        new PairKey(event.mount(), event.path()),
        new KvMetadata(
            before.maxVersions(),
            before.casRequired(),
            before.deleteVersionAfterSeconds(),
            before.customMetadata(),
            before.created(),
            event.created(),
            event.version(),
            event.oldest(),
            versions),
        rows);
  }

  private static void write(MetadataWritten event, Rows rows) {
    KvMetadata before = KvSecrets.metadata(rows, event.mount(), event.path());
    if (before == null) {
      PATHS.add(rows, event.mount(), event.path());
      before = KvMetadata.created(event.updated());
    }
    put(
        new PairKey(event.mount(), event.path()),
        new KvMetadata(
            event.maxVersions(),
            event.casRequired(),
            event.deleteVersionAfterSeconds(),
            event.customMetadata(),
            before.created(),
            event.updated(),
            before.current(),
            before.oldest(),
            before.versions()),
        rows);
  }

  /// Whatever is written of a secret from before an upgrade makes it one of version 2.
  private static void put(PairKey key, KvMetadata metadata, Rows rows) {
    if (rows.get(SECRETS, key) != null) {
      rows.delete(SECRETS, key);
    }
    rows.put(METADATA, key, metadata);
  }

  private static void change(
      PairKey key, List<Long> versions, UnaryOperator<KvVersion> change, Rows rows) {
    KvMetadata before = KvSecrets.metadata(rows, key.owner(), key.name());
    if (before == null) {
      throw new CorruptLog("an event names a secret that has no versions");
    }
    SortedMap<Long, KvVersion> changed = new TreeMap<>(before.versions());
    for (Long number : versions) {
      if (changed.computeIfPresent(number, (same, version) -> change.apply(version)) == null) {
        throw new CorruptLog("an event names a version that is not there");
      }
    }
    put(key, before.with(changed), rows);
  }

  private static void deleteSecret(String mount, String path, Rows rows) {
    PATHS.remove(rows, mount, path);
    rows.delete(SECRETS, new PairKey(mount, path));
  }

  private static void deleteMetadata(String mount, String path, Rows rows) {
    PairKey key = new PairKey(mount, path);
    PATHS.remove(rows, mount, path);
    rows.delete(METADATA, key);
    rows.delete(SECRETS, key);
  }
}
