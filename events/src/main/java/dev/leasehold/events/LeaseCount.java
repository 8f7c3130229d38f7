package dev.leasehold.events;

/// How many leases there may be at once.
///
/// @param mountPath the mount that it is for, with a slash at the end; empty for all
/// @param pathSuffix the path below the mount that it is for, perhaps ending in `*`; empty for all
/// @param role the role of the mount's logins that it is for; empty for all
/// @param maxLeases the most of them; above 0
public record LeaseCount(
    String namespace,
    String name,
    String mountPath,
    String pathSuffix,
    String role,
    long maxLeases) {}
