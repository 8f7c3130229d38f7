package dev.leasehold.projections.lease;

import dev.leasehold.events.Lease;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A lease as it is now.
///
/// @param sequence number of the commit that intended it
/// @param attempts how often dropping it has failed
/// @param due when something is to be done next: the deadline of an intent, the expiry of an active
///   lease, the next try of a revocation; null in quarantine
/// @param settleUntil until when one drop is not enough, because making it had no known outcome
/// @param reason why it is being revoked or is in quarantine, else empty
public record LeaseRow(
    Lease lease,
    LeaseState state,
    long sequence,
    int attempts,
    @Nullable Instant due,
    @Nullable Instant settleUntil,
    String reason,
    String errorClass,
    String error) {

  /// Whether it is intended or active: not yet over.
  boolean isOpen() {
    return state == LeaseState.INTENDED || state == LeaseState.ACTIVE;
  }

  /// Whether one drop is not enough yet, because its making may still be under way.
  public boolean isSettling(Instant now) {
    return settleUntil != null && now.isBefore(settleUntil);
  }

  LeaseRow with(LeaseState next, @Nullable Instant nextDue) {
    return new LeaseRow(
        lease, next, sequence, attempts, nextDue, settleUntil, reason, errorClass, error);
  }
}
