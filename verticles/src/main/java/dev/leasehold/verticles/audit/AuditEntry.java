package dev.leasehold.verticles.audit;

import dev.leasehold.verticles.gate.Entrance;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One request and what was answered, as the audit has to tell it. Immutable; it holds secrets,
/// which [AuditFormat] hashes.
///
/// @param request with the operation that it was resolved to: CREATE where the thing was not there
/// @param entrance how far it came at the gate
/// @param response the answer, null where there is none (yet)
/// @param refusal why there is none; null with a null response as well is an answer that is still
///   open (for the request half) or a fault of ours
/// @param time of the answer; the request's own time is that at which it was received
/// @param journalSequence of the last commit that the answer rests on
public record AuditEntry(
    Request request,
    Entrance entrance,
    @Nullable Response response,
    @Nullable Refusal refusal,
    Instant time,
    long journalSequence) {

  /// Whether the gate turned it away: Vault then tells the error in the request half as well.
  boolean denied() {
    return refusal != null && refusal.kind() == Refusal.Kind.DENIED;
  }

  /// Whether a rate limit turned it away before it came to the gate: Vault then tells the request's
  /// half alone.
  boolean turnedAway() {
    return refusal != null
        && refusal.kind() == Refusal.Kind.TOO_MANY_REQUESTS
        && entrance.mount() == null;
  }

  @Override
  public String toString() {
    return "AuditEntry[" + request.id() + "]";
  }
}
