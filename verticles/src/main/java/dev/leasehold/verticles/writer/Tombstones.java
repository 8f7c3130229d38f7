package dev.leasehold.verticles.writer;

import dev.leasehold.events.journal.Claim;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.payload.PayloadProjection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The tombstones that a leader owes: one for each payload that an accepted commit destroyed, sent
/// only after that commit is in the log, and still owed until a later commit shows that it is in
/// the log as well. Confined to the writer's thread.
final class Tombstones {
  /// How many that an earlier leader left are sent at once.
  private static final int PAGE = 1_000;

  /// How many are taken off the list together: what is left is sent once more by the next leader.
  private static final int BUNDLE = 64;

  private final Projections projections;
  private final Deque<Sent> sent = new ArrayDeque<>();

  /// @param before the last commit that was appended when this was sent: a later one that is
  ///   acknowledged proves that this is in the log, since acknowledgements come in order
  private record Sent(String key, long before) {}

  Tombstones(Projections projections) {
    this.projections = projections;
  }

  /// Sends what earlier leaders left owing.
  void takeOver(Claim claim, Committed committed) {
    sent.clear();
    send(claim, PayloadProjection.owed(committed, PAGE), 0);
  }

  /// Sends those of a commit that was just accepted.
  void send(Claim claim, List<String> keys, long destroyedBy) {
    for (String key : keys) {
      claim.tombstone(key, destroyedBy);
      sent.addLast(new Sent(key, claim.lastSequence()));
    }
  }

  /// Whether the acknowledgement of a commit proves enough of them to be in the log.
  boolean worthSettling(long acknowledged) {
    int proven = 0;
    for (Sent one : sent) {
      if (one.before() >= acknowledged || ++proven == BUNDLE) {
        break;
      }
    }
    return proven == BUNDLE;
  }

  /// Takes off the list what the acknowledgement of a commit proves to be in the log.
  void settle(Head head, long acknowledged) {
    while (!sent.isEmpty() && sent.getFirst().before() < acknowledged) {
      projections.tombstoneRead(sent.removeFirst().key(), head);
    }
  }
}
