package dev.leasehold.events;

import java.time.Instant;

/// The saga of a credential. Every intent ends in exactly one of: an active lease that is revoked
/// in the end, aborted, or quarantined.
///
/// ```text
/// CredentialIntended ─► LeaseIssued ─► LeaseRenewed* ─► RevocationStarted ─► LeaseRevoked
///        │                                                  │    ▲
///        ├─► IntentAborted                                  ▼    │
///        └─► RevocationStarted (outcome unknown)      RevocationFailed
/// ```
public sealed interface LeaseEvent extends Event {

  /// A credential of this name may exist from now on; the engine's own event beside it pins how it
  /// is revoked.
  record CredentialIntended(Lease lease) implements LeaseEvent {}

  /// The target made no such credential, for certain.
  record IntentAborted(String leaseId) implements LeaseEvent {}

  /// The credential exists and is the client's until it expires.
  record LeaseIssued(String leaseId) implements LeaseEvent {}

  /// The credential lives until another time.
  record LeaseRenewed(String leaseId, Instant expires, Instant renewed) implements LeaseEvent {}

  /// The lease is over; the credential is to be dropped until it is known to be gone. `settleUntil`
  /// is given where the outcome of creating it is unknown: until then one drop is not enough.
  record RevocationStarted(String leaseId, String reason, Instant due, Instant settleUntil)
      implements LeaseEvent {}

  /// A drop did not succeed, or must be repeated; the next attempt is due then. The error class is
  /// a short fixed word, the text never holds a secret.
  record RevocationFailed(
      String leaseId, int attempt, String errorClass, String error, Instant nextTry)
      implements LeaseEvent {}

  /// The credential is gone from its target.
  record LeaseRevoked(String leaseId) implements LeaseEvent {}

  /// Nobody can tell whether the credential exists: a person must look.
  record LeaseQuarantined(String leaseId, String reason) implements LeaseEvent {}

  /// Every lease and token whose id begins with this prefix and that was issued by this commit's
  /// time is over at once; they are revoked in pages afterwards.
  record PrefixRevoked(String namespace, String prefix, boolean force) implements LeaseEvent {}

  /// The pages of a revoked prefix are done.
  record PrefixSwept(String namespace, String prefix) implements LeaseEvent {}

  /// A target does not answer: its leases wait for a probe instead of failing one by one.
  record TargetFailed(String target, int attempt, String errorClass, Instant nextTry)
      implements LeaseEvent {}

  /// A target answers again.
  record TargetRecovered(String target) implements LeaseEvent {}
}
