package dev.leasehold.projections.cubbyhole;

import dev.leasehold.projections.table.FolderIndex;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Table;
import java.util.List;

/// The tables of the cubbyholes; what lies in one is called by the token's accessor and the path.
public final class CubbyholeTables {
  public static final Table<PairKey, CubbyholeEntry> ENTRIES =
      Table.of(140, "cubbyhole-entry", PairKey.class, CubbyholeEntry.class);

  /// The paths as folders; the scope is the token's accessor.
  public static final FolderIndex PATHS = FolderIndex.of(141, "cubbyhole-path");

  public static final List<Table<?, ?>> ALL = List.of(ENTRIES, PATHS.table());

  private CubbyholeTables() {}
}
