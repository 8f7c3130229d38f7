package dev.leasehold.verticles.node;

import dev.leasehold.crypto.proof.TokenText;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.Namespace;
import dev.leasehold.events.Token;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.policy.PolicyNames;
import java.time.Instant;
import java.util.List;

/// A token that may do everything and never ends: made at init, and by who holds enough shares.
final class RootToken {
  private RootToken() {}

  /// @param id the HMAC of its text
  static Token of(String id, Entropy entropy, Instant now) {
    return of(id, Tokens.ROOT_PATH, "root", entropy, now);
  }

  /// One whose text was chosen, for development: as if the first one had created it, and gone.
  static Token chosen(String id, Entropy entropy, Instant now) {
    return of(id, "auth/token/create", "token", entropy, now);
  }

  private static Token of(
      String id, String path, String displayName, Entropy entropy, Instant now) {
    return new Token(
        Namespace.ROOT,
        id,
        TokenText.drawAccessor(entropy),
        null,
        List.of(PolicyNames.ROOT),
        path,
        null,
        displayName,
        0,
        now,
        0,
        0,
        0,
        "service",
        null,
        null,
        false,
        null,
        List.of(),
        "");
  }
}
