package dev.leasehold.projections.astra;

import dev.leasehold.events.PayloadName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A token of Astra's, from its intent to its end: where it lives and by what it is found.
///
/// @param expires when its lease is over, as far as it has been renewed
/// @param ends when Astra ends it by itself
/// @param clientId null until it is known to have been made
/// @param content the token and its secret; null as above
public record AstraToken(
    String mount,
    String org,
    long orgVersion,
    String role,
    String roleId,
    String logicalName,
    Map<String, String> metadata,
    String displayName,
    String entityId,
    Instant expires,
    Instant ends,
    @Nullable String clientId,
    String generatedOn,
    @Nullable PayloadName content) {

  AstraToken made(String client, String generated, @Nullable PayloadName payload) {
    return new AstraToken(
        mount,
        org,
        orgVersion,
        role,
        roleId,
        logicalName,
        metadata,
        displayName,
        entityId,
        expires,
        ends,
        client,
        generated,
        payload);
  }

  AstraToken until(Instant later) {
    return new AstraToken(
        mount,
        org,
        orgVersion,
        role,
        roleId,
        logicalName,
        metadata,
        displayName,
        entityId,
        later,
        ends,
        clientId,
        generatedOn,
        content);
  }
}
