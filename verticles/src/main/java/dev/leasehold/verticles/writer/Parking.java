package dev.leasehold.verticles.writer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Replies that wait for the journal, in the order in which they were decided. Confined to the
/// writer's thread.
final class Parking {
  private final Deque<Parked> waiting = new ArrayDeque<>();

  /// @param sequence what must be committed before this reply may go
  /// @param hash the hash of the commit that the reply made, null where it only looked at head
  private record Parked(long sequence, @Nullable String hash, Reply reply) {}

  void park(long sequence, @Nullable String hash, Reply reply) {
    waiting.addLast(new Parked(sequence, hash, reply));
  }

  int size() {
    return waiting.size();
  }

  /// Lets go all that waits for a commit up to this one.
  void release(long committed) {
    while (!waiting.isEmpty() && waiting.getFirst().sequence <= committed) {
      waiting.removeFirst().reply.durable();
    }
  }

  /// Settles all that waits after the claim ended, from what the log accepted since.
  ///
  /// A reply that made a commit is durable iff the log holds that very commit. One that only looked
  /// at head is durable iff all that it saw was committed before the claim ended.
  void settle(long committedBefore, Map<Long, String> acceptedSince) {
    while (!waiting.isEmpty()) {
      Parked parked = waiting.removeFirst();
      boolean accepted =
          parked.hash == null
              ? parked.sequence <= committedBefore
              : parked.hash.equals(acceptedSince.get(parked.sequence));
      if (accepted) {
        parked.reply.durable();
      } else {
        parked.reply.lost(new NotLeading("the claim ended before this was in the log"));
      }
    }
  }
}
