package dev.leasehold.projections.astra;

/// A role as written: which of Astra's roles a token gets, and for how long.
public record Role(String roleId, long ttlSeconds, long maxTtlSeconds) {}
