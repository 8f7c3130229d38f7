package dev.leasehold.projections.kv;

import dev.leasehold.events.PayloadName;

/// A version 1 secret: where its data is.
public record KvSecret(PayloadName data) {}
