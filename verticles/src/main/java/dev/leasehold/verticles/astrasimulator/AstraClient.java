package dev.leasehold.verticles.astrasimulator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A client id with its secret, which is what Astra calls a token it issued; without the secret.
/// Immutable.
///
/// @param roles ids
/// @param tokenExpiry null where it has no end
/// @param seeded whether it was there from the start, and was not asked for
public record AstraClient(
    String clientId,
    String orgId,
    List<String> roles,
    Instant generatedOn,
    String description,
    @Nullable Instant tokenExpiry,
    boolean seeded,
    Fingerprint token) {

  public AstraClient {
    roles = List.copyOf(roles);
  }

  boolean isExpired(Instant now) {
    return tokenExpiry != null && !now.isBefore(tokenExpiry);
  }
}
