package dev.leasehold.projections.rotation;

import dev.leasehold.events.PayloadName;

/// Where the encrypted shares of a rekey are kept.
///
/// @param nonce of that rekey
public record RekeyBackup(String nonce, PayloadName shares) {}
