package dev.leasehold.events.journal;

import dev.leasehold.events.codec.Beat;

/// What [Acceptance] makes of one record.
public sealed interface Verdict {

  /// A commit that counts.
  record Committed(Accepted accepted) implements Verdict {}

  /// A claim that counts: from now on only what bears it does.
  record EpochAccepted(long epoch, String writer) implements Verdict {}

  /// A payload that waits for the commit behind it.
  record PayloadHeld(String key) implements Verdict {}

  /// A payload that no commit can name any more: a tombstone is owed for it.
  record PayloadOrphaned(String key) implements Verdict {}

  /// The leader lives.
  record BeatHeard(Beat beat) implements Verdict {}

  /// A tombstone was read.
  record Buried(String key) implements Verdict {}

  /// A record that does not count, whenever and wherever it is read.
  record Voided(Reason reason) implements Verdict {}

  /// Why a record does not count.
  enum Reason {
    /// A claim whose epoch is not the accepted one and one: another was first.
    NOT_THE_NEXT_EPOCH,
    /// It bears another claim than the accepted one.
    ANOTHER_CLAIM,
    /// A commit whose sequence is not the last one and one: something before it was lost.
    WRONG_SEQUENCE,
    /// It stands behind a record of its claim that had a wrong sequence.
    BROKEN_CLAIM,
    /// The operator has said that this offset is to be passed over.
    BY_OPERATOR
  }
}
