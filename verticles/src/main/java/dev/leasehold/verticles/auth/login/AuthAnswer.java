package dev.leasehold.verticles.auth.login;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Token;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.identity.Identities;
import dev.leasehold.verticles.request.AuthBlock;
import java.util.List;

/// The `auth` part of an answer: what is told of a token that was made or renewed.
public final class AuthAnswer {
  private AuthAnswer() {}

  /// Of a token whose entity, if it has one, is in the state.
  public static AuthBlock of(Token token, SecretBytes text, long leaseSeconds, View state) {
    EntityRow entity = Identities.behind(token, state);
    List<String> added = entity == null ? List.of() : Identities.policies(entity, state);
    return of(token, text, leaseSeconds, added);
  }

  /// Of a token whose entity gives it these policies beside its own.
  static AuthBlock of(Token token, SecretBytes text, long leaseSeconds, List<String> added) {
    return new AuthBlock(
        text,
        token.accessor(),
        Identities.effective(token, added),
        token.policies(),
        Identities.sanitized(added),
        token.meta(),
        leaseSeconds,
        token.renewable(),
        token.entityId(),
        token.type(),
        token.parent() == null,
        token.numUses());
  }
}
