package dev.leasehold.projections.lease;

import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.FolderIndex;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Table;
import java.util.List;

/// The tables of the leases.
public final class LeaseTables {
  public static final Table<NameKey, LeaseRow> LEASES =
      Table.of(20, "lease", NameKey.class, LeaseRow.class);

  /// When each lease is over that is intended or active. Others wait for their target, and must not
  /// stand in the way of these.
  public static final Table<DueKey, Present> DUE =
      Table.of(21, "lease-due", DueKey.class, Present.class);

  /// Token and lease, of those that are intended or active.
  public static final Table<PairKey, Present> BY_TOKEN =
      Table.of(22, "lease-token", PairKey.class, Present.class);

  /// Lease ids as folders; the scope is the namespace.
  public static final FolderIndex PATHS = FolderIndex.of(23, "lease-path");

  /// The same of those alone that are intended or active: what a revoked prefix or a disabled mount
  /// leaves to be ended, however many wait for a target that does not answer.
  public static final FolderIndex OPEN_PATHS = FolderIndex.of(147, "open-lease-path");

  public static final Table<TargetKey, Present> BY_TARGET =
      Table.of(24, "lease-target", TargetKey.class, Present.class);

  /// Those of each target that are being revoked, in the order of their next try. Others of the
  /// target must not stand in their way, however many are due.
  public static final Table<TargetKey, Present> REVOKING =
      Table.of(146, "lease-revoking", TargetKey.class, Present.class);

  /// Targets that do not answer.
  public static final Table<NameKey, TargetState> TARGETS =
      Table.of(26, "failed-target", NameKey.class, TargetState.class);

  /// By what people look for leases that is neither their target nor their id.
  public static final Table<FacetKey, Present> BY_FACET =
      Table.of(145, "lease-facet", FacetKey.class, Present.class);

  public static final List<Table<?, ?>> ALL =
      List.of(
          LEASES,
          DUE,
          BY_TOKEN,
          PATHS.table(),
          OPEN_PATHS.table(),
          BY_TARGET,
          REVOKING,
          TARGETS,
          BY_FACET);

  private LeaseTables() {}
}
