package dev.leasehold.projections.token;

import java.time.Instant;

/// A token that ended and whose children and leases are to be ended in pages.
public record TokenSweep(long sequence, Instant time) {}
