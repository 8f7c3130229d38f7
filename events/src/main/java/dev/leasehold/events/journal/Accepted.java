package dev.leasehold.events.journal;

import dev.leasehold.events.Commit;
import dev.leasehold.events.Payload;
import java.util.List;

/// A commit that counts, and what was read of it and on the way to it.
///
/// @param position that a store has reached once it has replayed this
/// @param payloads those that the commit brings and that are still there; an erased one is left out
/// @param orphans the keys (hexadecimal) of payloads, read since the commit before, that no commit
///   names nor ever can: a tombstone is owed for each
/// @param buried the keys (hexadecimal) whose tombstones were read since the commit before: no
///   longer owed
public record Accepted(
    Commit commit,
    Position position,
    List<Payload> payloads,
    List<String> orphans,
    List<String> buried) {

  public Accepted {
    payloads = List.copyOf(payloads);
    orphans = List.copyOf(orphans);
    buried = List.copyOf(buried);
  }

  /// The hash of the commit's stored bytes, in hexadecimal.
  public String hash() {
    return position.chainHash();
  }

  /// Where the commit's record lies.
  public long offset() {
    return position.offset();
  }
}
