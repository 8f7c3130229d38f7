package dev.leasehold.projections.cluster;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.SysEvent.ClusterInitialized;
import dev.leasehold.events.SysEvent.SealChanged;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;

/// Replays who this cluster is and which seal generation counts: one row.
public final class ClusterProjection {
  public static final NameKey KEY = new NameKey("cluster");

  public static final Table<NameKey, Cluster> CLUSTER =
      Table.of(2, "cluster", NameKey.class, Cluster.class).cached();

  public void replay(ClusterInitialized event, Rows rows) {
    Cluster before = cluster(rows);
    if (!before.id().isEmpty()) {
      throw new CorruptLog("a cluster was initialized twice");
    }
    rows.put(
        CLUSTER,
        KEY,
        new Cluster(
            event.clusterId(), event.clusterName(), before.sealGeneration(), before.sealHash()));
  }

  public void replay(SealChanged event, Rows rows) {
    Cluster before = cluster(rows);
    if (event.generation() <= before.sealGeneration()) {
      throw new CorruptLog("a seal generation does not come after the one before");
    }
    rows.put(
        CLUSTER, KEY, new Cluster(before.id(), before.name(), event.generation(), event.hash()));
  }

  private static Cluster cluster(Rows rows) {
    Cluster row = rows.get(CLUSTER, KEY);
    return row == null ? Cluster.NONE : row;
  }
}
