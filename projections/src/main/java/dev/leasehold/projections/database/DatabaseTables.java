package dev.leasehold.projections.database;

import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
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

  public static final List<Table<?, ?>> ALL =
      List.of(CONNECTIONS, VERSIONS, ROLES, PINS, ROTATIONS);

  private DatabaseTables() {}
}
