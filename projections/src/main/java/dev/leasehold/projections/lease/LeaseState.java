package dev.leasehold.projections.lease;

/// Where in its saga a lease is.
public enum LeaseState {
  /// The credential may exist; nobody has said yet.
  INTENDED,
  /// The credential exists and is the client's.
  ACTIVE,
  /// It is over and is being dropped.
  REVOKING,
  /// Nobody can tell whether it exists: a person must look.
  QUARANTINED
}
