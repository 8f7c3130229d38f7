package dev.leasehold.projections.mount;

import dev.leasehold.events.Mount;
import java.time.Instant;

/// A mount that is served no longer and whose rows are being swept.
public record DisabledMount(Mount mount, long sequence, Instant time) {}
