package dev.leasehold.projections.lease;

import static dev.leasehold.projections.lease.LeaseTables.BY_FACET;
import static dev.leasehold.projections.lease.LeaseTables.BY_TARGET;
import static dev.leasehold.projections.lease.LeaseTables.BY_TOKEN;
import static dev.leasehold.projections.lease.LeaseTables.DUE;
import static dev.leasehold.projections.lease.LeaseTables.LEASES;
import static dev.leasehold.projections.lease.LeaseTables.OPEN_PATHS;
import static dev.leasehold.projections.lease.LeaseTables.PATHS;
import static dev.leasehold.projections.lease.LeaseTables.REVOKING;
import static dev.leasehold.projections.lease.LeaseTables.TARGETS;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.LeaseEvent.CredentialIntended;
import dev.leasehold.events.LeaseEvent.IntentAborted;
import dev.leasehold.events.LeaseEvent.LeaseIssued;
import dev.leasehold.events.LeaseEvent.LeaseQuarantined;
import dev.leasehold.events.LeaseEvent.LeaseRenewed;
import dev.leasehold.events.LeaseEvent.LeaseRevoked;
import dev.leasehold.events.LeaseEvent.PrefixRevoked;
import dev.leasehold.events.LeaseEvent.PrefixSwept;
import dev.leasehold.events.LeaseEvent.RevocationFailed;
import dev.leasehold.events.LeaseEvent.RevocationStarted;
import dev.leasehold.events.LeaseEvent.TargetFailed;
import dev.leasehold.events.LeaseEvent.TargetRecovered;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.lease.FacetKey.Facet;
import dev.leasehold.projections.prefix.RevokedPrefixes;
import dev.leasehold.projections.table.Counters;
import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Replays the sagas of the leases.
///
/// ```text
/// INTENDED ─► ACTIVE ─► REVOKING ─► gone
///    │ │                 ▲ │  ▲
///    │ └─────────────────┘ ▼  │
///    ├────────────► QUARANTINED ─► gone
///    └─► gone (aborted)
/// ```
///
/// Starting a revocation that is under way only says when it is tried next. Every other step that
/// is not in the picture is a [CorruptLog].
public final class LeaseProjection implements Projection<LeaseEvent> {

  @Override
  public void replay(LeaseEvent event, Moment moment, Rows rows) {
    switch (event) {
      case CredentialIntended intended -> intend(intended.lease(), moment, rows);
      case IntentAborted aborted -> end(aborted.leaseId(), Set.of(LeaseState.INTENDED), rows);
      case LeaseIssued issued -> issue(issued.leaseId(), rows);
      case LeaseRenewed renewed -> renew(renewed, rows);
      case RevocationStarted started -> start(started, rows);
      case RevocationFailed failed -> fail(failed, rows);
      case LeaseRevoked revoked ->
          end(revoked.leaseId(), Set.of(LeaseState.REVOKING, LeaseState.QUARANTINED), rows);
      case LeaseQuarantined quarantined -> quarantine(quarantined, rows);
      case PrefixRevoked revoked -> RevokedPrefixes.replay(revoked, moment, rows);
      case PrefixSwept swept -> RevokedPrefixes.replay(swept, rows);
      case TargetFailed failed ->
          rows.put(
              TARGETS,
              new NameKey(failed.target()),
              new TargetState(failed.attempt(), failed.errorClass(), failed.nextTry()));
      case TargetRecovered recovered -> recover(recovered.target(), rows);
    }
  }

  private static void intend(Lease lease, Moment moment, Rows rows) {
    if (rows.get(LEASES, new NameKey(lease.id())) != null) {
      throw new CorruptLog("a lease was intended twice");
    }
    LeaseRow row =
        new LeaseRow(
            lease, LeaseState.INTENDED, moment.sequence(), 0, lease.deadline(), null, "", "", "");
    rows.put(BY_TOKEN, new PairKey(lease.token(), lease.id()), Present.HERE);
    PATHS.add(rows, lease.namespace(), lease.id());
    OPEN_PATHS.add(rows, lease.namespace(), lease.id());
    Counters.add(rows, Leases.COUNT, "", 1);
    Counters.add(rows, Leases.COUNT_BY_MOUNT, lease.mount(), 1);
    Counters.add(rows, Leases.COUNT_BY_TARGET, lease.target(), 1);
    Counters.add(rows, Leases.COUNT_BY_PATH, Leases.pathOf(lease.id()), 1);
    for (FacetKey facet : facets(lease)) {
      rows.put(BY_FACET, facet, Present.HERE);
    }
    replace(null, row, rows);
  }

  /// What a lease is found by as long as it is there.
  private static List<FacetKey> facets(Lease lease) {
    String role = FacetKey.role(lease.mount(), lease.role());
    return Stream.of(
            new FacetKey(Facet.USER_NAME, lease.userName(), lease.id()),
            new FacetKey(Facet.ENTITY, lease.entityId(), lease.id()),
            new FacetKey(Facet.ROLE, role, lease.id()))
        .filter(facet -> !facet.value().isEmpty())
        .toList();
  }

  private static void issue(String id, Rows rows) {
    LeaseRow row = known(id, Set.of(LeaseState.INTENDED), rows);
    replace(row, row.with(LeaseState.ACTIVE, row.lease().expires()), rows);
  }

  private static void renew(LeaseRenewed event, Rows rows) {
    LeaseRow row = known(event.leaseId(), Set.of(LeaseState.ACTIVE), rows);
    LeaseRow after =
        new LeaseRow(
            renewed(row.lease(), event.expires(), event.renewed()),
            row.state(),
            row.sequence(),
            row.attempts(),
            event.expires(),
            row.settleUntil(),
            row.reason(),
            row.errorClass(),
            row.error());
    replace(row, after, rows);
  }

  private static void start(RevocationStarted event, Rows rows) {
    LeaseRow row = known(event.leaseId(), Set.of(LeaseState.values()), rows);
    boolean again = row.state() == LeaseState.REVOKING;
    Instant settleUntil = event.settleUntil();
    LeaseRow after =
        new LeaseRow(
            row.lease(),
            LeaseState.REVOKING,
            row.sequence(),
            row.attempts(),
            event.due(),
            again && settleUntil == null ? row.settleUntil() : settleUntil,
            again ? row.reason() : event.reason(),
            row.errorClass(),
            row.error());
    replace(row, after, rows);
  }

  private static void fail(RevocationFailed event, Rows rows) {
    LeaseRow row = known(event.leaseId(), Set.of(LeaseState.REVOKING), rows);
    LeaseRow after =
        new LeaseRow(
            row.lease(),
            row.state(),
            row.sequence(),
            event.attempt(),
            event.nextTry(),
            row.settleUntil(),
            row.reason(),
            event.errorClass(),
            event.error());
    replace(row, after, rows);
  }

  private static void quarantine(LeaseQuarantined event, Rows rows) {
    LeaseRow row = known(event.leaseId(), Set.of(LeaseState.INTENDED, LeaseState.REVOKING), rows);
    LeaseRow after =
        new LeaseRow(
            row.lease(),
            LeaseState.QUARANTINED,
            row.sequence(),
            row.attempts(),
            null,
            row.settleUntil(),
            event.reason(),
            row.errorClass(),
            row.error());
    replace(row, after, rows);
  }

  private static void end(String id, Set<LeaseState> from, Rows rows) {
    LeaseRow row = known(id, from, rows);
    Lease lease = row.lease();
    rows.delete(LEASES, new NameKey(id));
    rows.delete(BY_TOKEN, new PairKey(lease.token(), id));
    PATHS.remove(rows, lease.namespace(), id);
    if (row.isOpen()) {
      OPEN_PATHS.remove(rows, lease.namespace(), id);
    }
    facets(lease).forEach(facet -> rows.delete(BY_FACET, facet));
    unplan(row, rows);
    Counters.add(rows, Leases.COUNT, "", -1);
    Counters.add(rows, Leases.COUNT_BY_MOUNT, lease.mount(), -1);
    Counters.add(rows, Leases.COUNT_BY_TARGET, lease.target(), -1);
    Counters.add(rows, Leases.COUNT_BY_PATH, Leases.pathOf(id), -1);
    Counters.add(rows, Leases.COUNT_BY_STATE, row.state().name(), -1);
  }

  private static void recover(String target, Rows rows) {
    if (rows.get(TARGETS, new NameKey(target)) == null) {
      throw new CorruptLog("a target recovered that had not failed");
    }
    rows.delete(TARGETS, new NameKey(target));
  }

  private static LeaseRow known(String id, Set<LeaseState> states, Rows rows) {
    LeaseRow row = rows.get(LEASES, new NameKey(id));
    if (row == null) {
      throw new CorruptLog("an event names an unknown lease");
    }
    if (!states.contains(row.state())) {
      throw new CorruptLog("an event cannot follow on a lease in state " + row.state());
    }
    return row;
  }

  private static void replace(@Nullable LeaseRow before, LeaseRow after, Rows rows) {
    Lease lease = after.lease();
    if (before == null || before.state() != after.state()) {
      if (before != null) {
        Counters.add(rows, Leases.COUNT_BY_STATE, before.state().name(), -1);
      }
      Counters.add(rows, Leases.COUNT_BY_STATE, after.state().name(), 1);
    }
    if (before != null) {
      unplan(before, rows);
      if (before.isOpen() && !after.isOpen()) {
        OPEN_PATHS.remove(rows, lease.namespace(), lease.id());
      }
    }
    rows.put(LEASES, new NameKey(lease.id()), after);
    rows.put(BY_TARGET, byTarget(after), Present.HERE);
    if (after.state() == LeaseState.REVOKING) {
      rows.put(REVOKING, byTarget(after), Present.HERE);
    }
    if (!after.isOpen()) {
      rows.delete(BY_TOKEN, new PairKey(lease.token(), lease.id()));
    } else if (after.due() != null) {
      rows.put(DUE, new DueKey(after.due(), lease.id()), Present.HERE);
    }
  }

  private static void unplan(LeaseRow row, Rows rows) {
    rows.delete(BY_TARGET, byTarget(row));
    if (row.state() == LeaseState.REVOKING) {
      rows.delete(REVOKING, byTarget(row));
    }
    if (row.due() != null) {
      rows.delete(DUE, new DueKey(row.due(), row.lease().id()));
    }
  }

  private static TargetKey byTarget(LeaseRow row) {
    Instant due = row.due() == null ? Instant.MAX : row.due();
    return new TargetKey(row.lease().target(), due, row.lease().id());
  }

  private static Lease renewed(Lease lease, Instant expires, Instant renewed) {
    return new Lease(
        lease.namespace(),
        lease.id(),
        lease.mount(),
        lease.target(),
        lease.role(),
        lease.token(),
        lease.entityId(),
        lease.userName(),
        lease.issued(),
        expires,
        lease.deadline(),
        renewed,
        lease.ttlSeconds(),
        lease.maxTtlSeconds(),
        lease.renewable());
  }
}
