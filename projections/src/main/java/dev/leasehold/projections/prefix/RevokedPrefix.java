package dev.leasehold.projections.prefix;

import java.time.Instant;

/// A prefix whose leases and tokens are over if they were made by that commit.
///
/// @param prefix without a slash at its end; it covers what equals it and what lies below it
public record RevokedPrefix(
    String namespace, String prefix, long sequence, Instant time, boolean force) {}
