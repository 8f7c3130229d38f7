package dev.leasehold.verticles.astrasimulator;

import org.jspecify.annotations.Nullable;

/// Which calls go wrong, and how. Immutable.
///
/// @param on null for any call
/// @param skip so many calls go well before
/// @param times so many go wrong; 0 for all until it is cleared
public record Fault(@Nullable ApiCall on, int skip, int times, Misbehaviour how) {
  public Fault {
    if (skip < 0 || times < 0) {
      throw new IllegalArgumentException("a fault counts from 0");
    }
  }

  /// The next such call goes wrong.
  public static Fault next(ApiCall on, Misbehaviour how) {
    return new Fault(on, 0, 1, how);
  }

  /// All such calls go wrong until it is cleared.
  public static Fault always(ApiCall on, Misbehaviour how) {
    return new Fault(on, 0, 0, how);
  }

  public Fault times(int count) {
    return new Fault(on, skip, count, how);
  }

  public Fault skipping(int count) {
    return new Fault(on, count, times, how);
  }
}
