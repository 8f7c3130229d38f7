package dev.leasehold.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A pair of keys of a named key.
///
/// @param id what the tokens name that it signed
/// @param published its public half as a JSON Web Key
/// @param signing its private half; null once it signs no more
/// @param expires until when it is published, null for no end yet
public record OidcPair(
    String id, String published, @Nullable PayloadName signing, @Nullable Instant expires) {}
