package dev.leasehold.projections.database;

import dev.leasehold.events.PayloadName;
import java.time.Instant;

/// A new password that is being tried; the old one is kept beside it.
///
/// @param connectionVersion through which version of the connection it was tried; 0 for that of the
///   connection's own password, which every version shares that means the same
/// @param attempts how often it was asked in vain what came of it
/// @param due when it is asked next
public record Rotation(
    String connection,
    long connectionVersion,
    PayloadName candidate,
    Instant deadline,
    int attempts,
    Instant due) {

  Rotation postponed(int attempt, Instant next) {
    return new Rotation(connection, connectionVersion, candidate, deadline, attempt, next);
  }
}
