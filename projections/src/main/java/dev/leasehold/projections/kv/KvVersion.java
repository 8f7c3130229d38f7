package dev.leasehold.projections.kv;

import dev.leasehold.events.PayloadName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A version of a secret.
///
/// @param deletion from when on it counts as deleted, null for never
/// @param data null once it is destroyed
public record KvVersion(
    Instant created, @Nullable Instant deletion, boolean destroyed, @Nullable PayloadName data) {}
