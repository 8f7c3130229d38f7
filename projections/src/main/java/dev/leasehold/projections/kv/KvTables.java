package dev.leasehold.projections.kv;

import dev.leasehold.projections.table.FolderIndex;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Table;
import java.util.List;

/// The tables of the key-value mounts; a secret is called by the mount's uuid and its path there.
public final class KvTables {
  public static final Table<PairKey, KvSecret> SECRETS =
      Table.of(40, "kv-secret", PairKey.class, KvSecret.class).cached();

  public static final Table<NameKey, KvConfig> CONFIGS =
      Table.of(41, "kv-config", NameKey.class, KvConfig.class).cached();

  public static final Table<PairKey, KvMetadata> METADATA =
      Table.of(42, "kv-metadata", PairKey.class, KvMetadata.class).cached();

  /// The paths of secrets of both versions as folders; the scope is the mount's uuid.
  public static final FolderIndex PATHS = FolderIndex.of(43, "kv-path");

  /// The mounts that were upgraded while they held secrets.
  public static final Table<NameKey, KvUpgrade> UPGRADES =
      Table.of(190, "kv-upgrade", NameKey.class, KvUpgrade.class).cached();

  public static final List<Table<?, ?>> ALL =
      List.of(SECRETS, CONFIGS, METADATA, PATHS.table(), UPGRADES);

  private KvTables() {}
}
