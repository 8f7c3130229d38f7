package dev.leasehold.events.journal;

import dev.leasehold.events.Commit;
import org.jspecify.annotations.Nullable;

/// How far into the journal something is: the last commit that was accepted. A store keeps it with
/// the rows of that commit, and reading from it is the same as having read everything before.
///
/// It names a commit and nothing behind it, so that every record that could matter to the next
/// commit (its claim, its payloads) is read again.
///
/// @param offset of the record of that commit, -1 before the first one
/// @param epoch of its claim, 0 before the first one
/// @param writer the writer id of its claim in hexadecimal, null before the first commit
/// @param sequence of that commit, 0 before the first one
/// @param chainHash the hash of its stored bytes in hexadecimal
public record Position(
    long offset, long epoch, @Nullable String writer, long sequence, String chainHash) {

  /// Where a log begins.
  public static final Position START = new Position(-1, 0, null, 0, Commit.NO_HASH);
}
