package dev.leasehold.events.codec;

import java.time.Instant;

/// A node asks for the right to write: it is given iff the epoch is the accepted one and one.
///
/// @param epoch that begins
/// @param writer the writer id of the claim, in hexadecimal
/// @param clock what the claimant's clock showed
public record EpochStarted(long epoch, String writer, Instant clock) {}
