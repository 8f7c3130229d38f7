package dev.leasehold.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A secret id as the log knows it: never its text, only the HMAC of that under a lookup key.
///
/// @param id HMAC of the role's uuid and the text, in hexadecimal
/// @param accessor a uuid that names it without giving its power
/// @param numUses how often it may still be used, 0 for no limit
/// @param ttlSeconds how long it lives, as it was asked for
/// @param expires when it ends, null for never
/// @param metadata what tokens show that come of it
/// @param cidrs from where it may be used, anywhere if empty
/// @param boundCidrs from where its tokens may be used; empty for what the role says
public record SecretId(
    String id,
    String accessor,
    int numUses,
    long ttlSeconds,
    Instant created,
    @Nullable Instant expires,
    Instant updated,
    Map<String, String> metadata,
    List<String> cidrs,
    List<String> boundCidrs) {

  /// The same after a use.
  public SecretId used(int remaining, Instant now) {
    return new SecretId(
        id, accessor, remaining, ttlSeconds, created, expires, now, metadata, cidrs, boundCidrs);
  }
}
