package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.crypto.jose.SignedToken;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.OidcPair;
import dev.leasehold.projections.oidc.OidcKeyRow;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.identity.oidc.NamedKeys.Drawn;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a worker made of claims: a token, and a new pair where the key rotates. Where the time of
/// the pair that signs is over, the one that is ready signs, and the key's rotation is part of the
/// same decision.
///
/// @param text of the token
record SignedClaims(String text, @Nullable Drawn drawn) {

  /// Signs; slow for RSA, and slower where a pair is drawn.
  static SignedClaims by(OidcKeyRow signer, Map<String, Object> claims, Call call, View view) {
    boolean due = due(signer, call);
    OidcPair pair = due ? signer.ready() : signer.signing();
    SecretBytes secret =
        pair == null || pair.signing() == null ? null : view.payload(pair.signing());
    if (secret == null) {
      throw new Fault("a key that signs tokens has no pair");
    }
    String text = SignedToken.sign(secret, claims);
    return new SignedClaims(
        text, due ? NamedKeys.draw(signer.settings().algorithm(), call.entropy()) : null);
  }

  private static boolean due(OidcKeyRow signer, Call call) {
    return call.now().isAfter(signer.settings().nextRotation());
  }

  /// The decision that answers with it, and rotates the key where that is due.
  Decision kept(Response response, OidcKeyRow signer, Call call) {
    return drawn != null && due(signer, call)
        ? KeyRoutes.rotated(
            response, signer, drawn, signer.settings().verificationTtlSeconds(), call.now())
        : Decision.of(response);
  }
}
