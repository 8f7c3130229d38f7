package dev.leasehold.projections.rotation;

/// When a new term is due without anybody asking for one.
///
/// @param maxOperations after so many records
/// @param intervalSeconds after so long; 0 for never
public record Rotation(boolean enabled, long maxOperations, long intervalSeconds) {
  /// The most records that one term may seal, Vault's own number.
  public static final long MOST_OPERATIONS = 3_865_470_566L;

  /// Where nobody has said otherwise.
  public static final Rotation DEFAULT = new Rotation(true, MOST_OPERATIONS, 0);
}
