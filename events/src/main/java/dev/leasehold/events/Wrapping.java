package dev.leasehold.events;

import java.time.Instant;

/// How an answer was wrapped: what one may ask about a wrapping token without using it up.
///
/// @param shape how the answer looks on the wire when it is unwrapped, as the server names it
/// @param created when it was wrapped, or last wrapped anew
/// @param ttlMillis how long the wrapping token lives, counted from `created`
/// @param creationPath the request path that was answered
public record Wrapping(String shape, Instant created, long ttlMillis, String creationPath) {}
