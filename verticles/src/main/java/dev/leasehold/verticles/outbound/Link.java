package dev.leasehold.verticles.outbound;

import java.time.Instant;

/// One connection to a database, in the hands of a [LinkPool]. Used on the context of the outbound
/// room only.
public interface Link {

  /// When it was made.
  Instant opened();

  /// Whether it can be used for another act.
  boolean usable();

  /// Never to be used again; what is unfinished on it is given up.
  void discard();
}
