package dev.leasehold.projections;

import dev.leasehold.events.Commit;
import java.time.Instant;

/// How far into the journal the committed state is: what a store keeps with its rows, so that
/// replay goes on behind it and finds the record there unchanged.
///
/// @param offset of the last record whose effect is in the rows
/// @param epoch and `writerId` (in hexadecimal): the claim that was accepted there
/// @param sequence of the last commit
/// @param chainHash hash of that commit, in hexadecimal
/// @param time of that commit
public record Position(
    long offset, long epoch, String writerId, long sequence, String chainHash, Instant time) {

  /// Before the first record.
  public static final Position START = new Position(-1, 0, "", 0, Commit.NO_HASH, Instant.EPOCH);
}
