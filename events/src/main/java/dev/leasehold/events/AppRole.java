package dev.leasehold.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A role of an approle mount.
///
/// @param uuid drawn when the role is made and never reused: its secret ids are kept under it, so
///   that a role made anew under an old name revives none
/// @param roleId what a machine logs in with, unique in its mount
/// @param boundCidrs from where secret ids may be used, null where that was never said
/// @param numUses how often a secret id may be used, 0 for no limit
/// @param ttlSeconds how long a secret id lives, 0 for ever
/// @param local the secret ids stay in this cluster
public record AppRole(
    String uuid,
    String roleId,
    boolean bindSecretId,
    @Nullable List<String> boundCidrs,
    int numUses,
    long ttlSeconds,
    boolean local,
    TokenParameters parameters) {}
