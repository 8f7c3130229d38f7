package dev.leasehold.events.journal;

import dev.leasehold.crypto.barrier.RecordKind;
import java.time.Instant;

/// A sign of life of the accepted claim: a beat or a commit that counts.
///
/// @param epoch of the claim
/// @param clock what the leader's clock showed, or for a commit its time, which may be ahead of it
/// @param kind which of the two it was
/// @param nanos what the reader's monotonic clock showed when it was read
public record Heard(long epoch, Instant clock, RecordKind kind, long nanos) {}
