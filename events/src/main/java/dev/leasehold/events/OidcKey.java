package dev.leasehold.events;

import java.time.Instant;
import java.util.List;

/// A named key of the identity engine, as written: how it signs, and how long.
///
/// @param algorithm as `RS256`
/// @param rotationPeriodSeconds after that long it signs with another pair
/// @param verificationTtlSeconds how long a pair is published after it has signed last
/// @param allowedClients ids of the clients whose roles may use it; `*` for all
/// @param nextRotation when it is to sign with another pair
public record OidcKey(
    String namespace,
    String name,
    String algorithm,
    long rotationPeriodSeconds,
    long verificationTtlSeconds,
    List<String> allowedClients,
    Instant nextRotation) {}
