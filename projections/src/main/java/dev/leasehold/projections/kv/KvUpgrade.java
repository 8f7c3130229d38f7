package dev.leasehold.projections.kv;

import java.time.Instant;

/// When a mount became one of version 2. Its secrets that were not written since lie as they were
/// and read as if they had one version, of this time.
public record KvUpgrade(Instant time) {}
