package dev.leasehold.projections.login;

import java.time.Instant;

/// How often in a row bad credentials were given under a name, when for the last time, and until
/// when that is kept.
public record LoginFailures(int count, Instant last, Instant until) {}
