package dev.leasehold.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A token as the log knows it: never its text, only the HMAC of that under the lookup key.
///
/// @param id HMAC of the token's text under the lookup key for tokens, in hexadecimal
/// @param accessor what names the token without giving its rights
/// @param parent id of the token that made it, null for an orphan
/// @param path the request path that made it, as `auth/token/create`
/// @param numUses how many requests it may still make, 0 for no limit
/// @param ttlSeconds the time to live given at creation, 0 for none
/// @param expires when it ends, null for never
/// @param type `service` or `batch`
/// @param entityId the identity entity, or an empty text
public record Token(
    String namespace,
    String id,
    String accessor,
    @Nullable String parent,
    List<String> policies,
    String path,
    @Nullable Map<String, String> meta,
    String displayName,
    int numUses,
    Instant created,
    long ttlSeconds,
    long explicitMaxTtlSeconds,
    long periodSeconds,
    String type,
    @Nullable Instant expires,
    @Nullable Instant lastRenewal,
    boolean renewable,
    @Nullable String role,
    List<String> boundCidrs,
    String entityId) {

  /// The same token with another number of uses left.
  public Token used(int remaining) {
    return new Token(
        namespace,
        id,
        accessor,
        parent,
        policies,
        path,
        meta,
        displayName,
        remaining,
        created,
        ttlSeconds,
        explicitMaxTtlSeconds,
        periodSeconds,
        type,
        expires,
        lastRenewal,
        renewable,
        role,
        boundCidrs,
        entityId);
  }
}
