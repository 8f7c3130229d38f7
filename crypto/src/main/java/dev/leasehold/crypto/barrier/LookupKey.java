package dev.leasehold.crypto.barrier;

/// The keys under which things are found again by a hash: drawn at init, one for each use, and
/// never rotated, or nothing would be found any more. The code is persisted and fixed for ever.
public enum LookupKey {
  TOKEN(1),
  ACCESSOR(2),
  SECRET_ID(3),
  AUDIT_HASH(4);

  private final int code;

  LookupKey(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
