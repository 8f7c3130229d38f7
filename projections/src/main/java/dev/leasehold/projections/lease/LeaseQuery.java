package dev.leasehold.projections.lease;

import dev.leasehold.events.Lease;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What leases are looked for by; null stands for any. Immutable.
///
/// @param mount uuid of the mount that issued them
/// @param target as in [Lease]: uuid, slash, connection
/// @param dueFrom something is to be done then or later: the expiry of an active lease, the next
///   try of a revocation
/// @param dueBefore something is to be done before that
public record LeaseQuery(
    String namespace,
    @Nullable String mount,
    @Nullable String role,
    @Nullable String entityId,
    @Nullable String target,
    @Nullable String userName,
    @Nullable LeaseState state,
    @Nullable Instant dueFrom,
    @Nullable Instant dueBefore) {

  /// All that are in a state.
  public static LeaseQuery of(String namespace, LeaseState state) {
    return new LeaseQuery(namespace, null, null, null, null, null, state, null, null);
  }

  boolean matches(LeaseRow row) {
    Lease lease = row.lease();
    return lease.namespace().equals(namespace)
        && same(mount, lease.mount())
        && same(role, lease.role())
        && same(entityId, lease.entityId())
        && same(target, lease.target())
        && same(userName, lease.userName())
        && (state == null || state == row.state())
        && isDueInTime(row.due());
  }

  private static boolean same(@Nullable String wanted, String found) {
    return wanted == null || wanted.equals(found);
  }

  private boolean isDueInTime(@Nullable Instant due) {
    if (dueFrom == null && dueBefore == null) {
      return true;
    }
    return due != null
        && (dueFrom == null || !due.isBefore(dueFrom))
        && (dueBefore == null || due.isBefore(dueBefore));
  }
}
