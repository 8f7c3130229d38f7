package dev.leasehold.events.journal;

import dev.leasehold.events.Commit;

/// A commit on its way: it counts once its claim says that it is committed.
///
/// @param hash of the commit's stored bytes, in hexadecimal
/// @param epoch of the claim
/// @param writer the writer id of the claim, in hexadecimal
public record Appended(Commit commit, String hash, long epoch, String writer) {

  /// The position that is reached with this commit, once its offset is known.
  public Position position(long offset) {
    return new Position(offset, epoch, writer, commit.sequence(), hash);
  }
}
