package dev.leasehold.projections.database;

import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Table;
import java.util.List;

/// The tables of the database mounts; a mount is named by its uuid.
public final class DatabaseTables {
  public static final Table<PairKey, Connection> CONNECTIONS =
      Table.of(50, "database-connection", PairKey.class, Connection.class).cached();

  public static final Table<VersionKey, ConnectionVersion> VERSIONS =
      Table.of(51, "database-version", VersionKey.class, ConnectionVersion.class).cached();

  public static final Table<PairKey, Role> ROLES =
      Table.of(52, "database-role", PairKey.class, Role.class).cached();

  /// By lease id.
  public static final Table<NameKey, Pin> PINS =
      Table.of(53, "database-pin", NameKey.class, Pin.class);

  public static final Table<PairKey, Rotation> ROTATIONS =
      Table.of(54, "database-rotation", PairKey.class, Rotation.class);

  public static final Table<PairKey, StaticRole> STATIC_ROLES =
      Table.of(55, "database-static-role", PairKey.class, StaticRole.class).cached();

  /// Rotations of static roles that are not settled, by mount and role.
  public static final Table<PairKey, Rotation> STATIC_ROTATIONS =
      Table.of(56, "database-static-rotation", PairKey.class, Rotation.class);

  /// Which passwords are to be rotated, or asked after, and when, by target: [RotationQueue].
  public static final Table<DueRotationKey, Present> DUE_ROTATIONS =
      Table.of(57, "database-due-rotation", DueRotationKey.class, Present.class);

  /// The targets of those, in the order of what is due there first.
  public static final Table<DueKey, Present> DUE_TARGETS =
      Table.of(58, "database-due-target", DueKey.class, Present.class);

  public static final List<Table<?, ?>> ALL =
      List.of(
          CONNECTIONS,
          VERSIONS,
          ROLES,
          PINS,
          ROTATIONS,
          STATIC_ROLES,
          STATIC_ROTATIONS,
          DUE_ROTATIONS,
          DUE_TARGETS);

  private DatabaseTables() {}
}
