package dev.leasehold.events.journal;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The records of a claim that are on their way, and the judgement of their acknowledgements: each
/// must lie at the offset right behind the one before. They are judged strictly in order; the first
/// that fails fails all behind it. For one thread.
final class Flight {

  /// One record on its way. The sequence is 0 for what is no commit.
  static final class Sent {
    private final long expectedOffset;
    private final long sequence;
    private final String hash;
    private final long sentNanos;
    private @Nullable Long waitingSince;
    private @Nullable Long offset;
    private @Nullable Throwable error;

    private Sent(long expectedOffset, long sequence, String hash, long sentNanos) {
      this.expectedOffset = expectedOffset;
      this.sequence = sequence;
      this.hash = hash;
      this.sentNanos = sentNanos;
    }

    long sequence() {
      return sequence;
    }

    String hash() {
      return hash;
    }

    long offset() {
      return expectedOffset;
    }

    long sentNanos() {
      return sentNanos;
    }
  }

  private final Queue<Sent> sent = new ArrayDeque<>();
  private long nextOffset;

  Flight(long nextOffset) {
    this.nextOffset = nextOffset;
  }

  Sent add(long sequence, String hash, long sentNanos) {
    Sent added = new Sent(nextOffset++, sequence, hash, sentNanos);
    sent.add(added);
    return added;
  }

  void known(Sent record, long offset, @Nullable Throwable error) {
    record.offset = offset;
    record.error = error;
  }

  /// Takes out the oldest record if it is known to lie where it must. Null means to go on waiting.
  @Nullable Sent settled() {
    Sent first = sent.peek();
    if (first == null || first.offset == null) {
      return null;
    }
    if (first.error != null) {
      throw new ClaimEnded("a record was not acknowledged", first.error);
    }
    if (first.offset != first.expectedOffset) {
      throw new ClaimEnded("a record lies elsewhere: somebody else has written");
    }
    return sent.remove();
  }

  /// Tells whether the oldest record has waited longer than so, as seen from tick to tick.
  boolean late(long nanos, long limit) {
    for (Sent each : sent) {
      if (each.waitingSince == null) {
        each.waitingSince = nanos;
      }
    }
    Sent first = sent.peek();
    return first != null && first.waitingSince != null && nanos - first.waitingSince >= limit;
  }
}
