package dev.leasehold.projections.token;

import java.time.Instant;

/// A token that ended and whose children, leases and cubbyhole are to be ended in pages.
///
/// @param accessor of the token, by which its cubbyhole is called
public record TokenSweep(long sequence, Instant time, String accessor) {}
