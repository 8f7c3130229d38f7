package dev.leasehold.projections.approle;

import dev.leasehold.events.AppRole;
import dev.leasehold.events.SecretId;
import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Table;
import java.util.List;

/// The tables of the approle mounts.
public final class AppRoleTables {
  /// By the mount's uuid and the role's name.
  public static final Table<PairKey, AppRole> ROLES =
      Table.of(120, "approle-role", PairKey.class, AppRole.class).cached();

  /// Mount and role id to the role's name.
  public static final Table<PairKey, NameKey> ROLE_IDS =
      Table.of(121, "approle-role-id", PairKey.class, NameKey.class).cached();

  /// By the role's uuid and the HMAC.
  public static final Table<PairKey, SecretId> SECRET_IDS =
      Table.of(122, "approle-secret-id", PairKey.class, SecretId.class).cached();

  /// Role and accessor to the HMAC.
  public static final Table<PairKey, NameKey> ACCESSORS =
      Table.of(123, "approle-accessor", PairKey.class, NameKey.class);

  /// Secret ids that end by themselves, by when.
  public static final Table<DueKey, SecretIdKey> DUE =
      Table.of(124, "approle-due", DueKey.class, SecretIdKey.class);

  /// Uuids of roles that are gone and whose secret ids are not all erased, and their mounts.
  public static final Table<NameKey, NameKey> SWEEPS =
      Table.of(125, "approle-sweep", NameKey.class, NameKey.class);

  public static final List<Table<?, ?>> ALL =
      List.of(ROLES, ROLE_IDS, SECRET_IDS, ACCESSORS, DUE, SWEEPS);

  private AppRoleTables() {}
}
