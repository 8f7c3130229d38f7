package dev.leasehold.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A credential that lives in a target and must be revoked there.
///
/// @param id request path, slash, 24 base62 characters
/// @param mount uuid of the mount that issued it
/// @param target which bulkhead its outbound acts go through: mount uuid, slash, connection name
/// @param role the role that it was issued for
/// @param token id (HMAC) of the token that asked for it; it ends when that token ends. Where that
///   is a batch token, which is kept nowhere, its parent, or empty where it has none
/// @param userName what the credential is called in the target, known before it exists
/// @param issued when it was intended
/// @param expires when it is due for revocation
/// @param deadline until when the act that creates it may begin; afterwards the intent is swept
/// @param ttlSeconds the time to live that a renewal without an increment gives
/// @param maxTtlSeconds how long it may live in all, counted from `issued`
public record Lease(
    String namespace,
    String id,
    String mount,
    String target,
    String role,
    String token,
    String entityId,
    String userName,
    Instant issued,
    Instant expires,
    Instant deadline,
    @Nullable Instant lastRenewal,
    long ttlSeconds,
    long maxTtlSeconds,
    boolean renewable) {}
