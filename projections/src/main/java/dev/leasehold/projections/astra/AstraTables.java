package dev.leasehold.projections.astra;

import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Table;
import java.util.List;

/// The tables of the mounts for Astra DB; a mount is named by its uuid.
public final class AstraTables {
  public static final Table<PairKey, Versions> ORGANIZATIONS =
      Table.of(126, "astra-organization", PairKey.class, Versions.class).cached();

  public static final Table<VersionKey, Organization> VERSIONS =
      Table.of(127, "astra-version", VersionKey.class, Organization.class).cached();

  public static final Table<RoleKey, Role> ROLES =
      Table.of(128, "astra-role", RoleKey.class, Role.class).cached();

  /// By lease id.
  public static final Table<NameKey, AstraToken> TOKENS =
      Table.of(129, "astra-token", NameKey.class, AstraToken.class);

  /// From a mount and a client id to the lease.
  public static final Table<PairKey, NameKey> CLIENTS =
      Table.of(131, "astra-client", PairKey.class, NameKey.class);

  /// From the name of a token to the last lease that took it.
  public static final Table<NameTaken, NameKey> NAMES =
      Table.of(132, "astra-name", NameTaken.class, NameKey.class);

  public static final Table<IndexKey, Present> INDEX =
      Table.of(133, "astra-index", IndexKey.class, Present.class);

  public static final Table<EndKey, Present> ENDS =
      Table.of(134, "astra-end", EndKey.class, Present.class);

  public static final Table<PairKey, Rotation> ROTATIONS =
      Table.of(135, "astra-rotation", PairKey.class, Rotation.class);

  public static final List<Table<?, ?>> ALL =
      List.of(ORGANIZATIONS, VERSIONS, ROLES, TOKENS, CLIENTS, NAMES, INDEX, ENDS, ROTATIONS);

  private AstraTables() {}
}
