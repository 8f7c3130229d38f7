package dev.leasehold.events;

/// How many requests a client address may make in an interval.
///
/// @param mountPath the mount that it is for, with a slash at the end; empty for all
/// @param pathSuffix the path below the mount that it is for, perhaps ending in `*`; empty for all
/// @param rate a decimal number above 0, as a text
/// @param blockSeconds how long who had too many waits; 0 for the rest of the interval
public record RateLimit(
    String namespace,
    String name,
    String mountPath,
    String pathSuffix,
    String rate,
    long intervalSeconds,
    long blockSeconds) {}
