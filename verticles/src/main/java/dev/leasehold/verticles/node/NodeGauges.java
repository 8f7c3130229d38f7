package dev.leasehold.verticles.node;

import dev.leasehold.events.LeaseCount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Namespace;
import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.quota.LeaseCounts;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.http.InFlight;
import dev.leasehold.verticles.http.Life;
import dev.leasehold.verticles.telemetry.Gauge;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How much there is of what now: read from kept counts, never counted. May be read on any thread.
///
/// @param life the rooms, null while sealed: then the state has no figures
record NodeGauges(@Nullable Life life, InFlight inFlight) {
  private static final long NANOS_A_MILLI = 1_000_000;

  List<Gauge> read() {
    List<Gauge> gauges = new ArrayList<>();
    Map<String, String> cluster =
        life == null ? Map.of() : Map.of("cluster", life.state().small().clusterName());
    gauges.add(Gauge.of("core.unsealed", cluster, life == null ? 0 : 1));
    gauges.add(Gauge.of("core.active", cluster, life == null ? 0 : 1));
    gauges.add(Gauge.of("core.in_flight_requests", cluster, inFlight.count()));
    machine(gauges);
    if (life != null) {
      state(life.state(), cluster, gauges);
    }
    return gauges;
  }

  private static void state(View state, Map<String, String> cluster, List<Gauge> gauges) {
    for (MountTable table : MountTable.values()) {
      long entries =
          state.small().mounts().stream().filter(mount -> mount.table() == table).count();
      Map<String, String> labels =
          Map.of(
              "cluster",
              cluster.getOrDefault("cluster", ""),
              "type",
              table == MountTable.AUTH ? "auth" : "logical",
              "local",
              "false");
      gauges.add(Gauge.of("core.mount_table.num_entries", labels, entries));
    }
    gauges.add(
        Gauge.of(
            "token.count",
            Map.of("cluster", cluster.getOrDefault("cluster", ""), "namespace", "root"),
            Tokens.count(state)));
    gauges.add(Gauge.of("expire.num_leases", Leases.count(state) + Tokens.count(state)));
    for (LeaseState each : LeaseState.values()) {
      Map<String, String> labels = Map.of("state", each.name().toLowerCase(java.util.Locale.ROOT));
      gauges.add(Gauge.of("expire.leases.by_state", labels, Leases.count(state, each)));
    }
    gauges.add(Gauge.of("identity.num_entities", Entities.count(state)));
    gauges.add(Gauge.of("expire.failed_targets", Leases.failedTargets(state).size()));
    gauges.add(Gauge.of("journal.sequence", state.sequence()));
    for (LeaseCount quota : LeaseCounts.of(state, Namespace.ROOT).quotas()) {
      Map<String, String> name = Map.of("name", quota.name());
      gauges.add(Gauge.of("quota.lease_count.max", name, quota.maxLeases()));
      gauges.add(Gauge.of("quota.lease_count.counter", name, LeaseCounts.used(state, quota)));
    }
  }

  private static void machine(List<Gauge> gauges) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    gauges.add(Gauge.of("runtime.alloc_bytes", heap.getUsed()));
    gauges.add(Gauge.of("runtime.sys_bytes", heap.getCommitted()));
    gauges.add(
        Gauge.of("runtime.num_threads", ManagementFactory.getThreadMXBean().getThreadCount()));
    long runs = 0;
    long millis = 0;
    for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
      runs += Math.max(0, each.getCollectionCount());
      millis += Math.max(0, each.getCollectionTime());
    }
    gauges.add(Gauge.of("runtime.total_gc_runs", runs));
    gauges.add(Gauge.of("runtime.total_gc_pause_ns", millis * NANOS_A_MILLI));
  }
}
