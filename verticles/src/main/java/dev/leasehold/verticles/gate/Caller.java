package dev.leasehold.verticles.gate;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Token;
import dev.leasehold.verticles.policy.Acl;
import java.time.Duration;
import java.time.Instant;

/// Who asks: a live token, its text as the client sent it, and what its policies allow.
public record Caller(Token token, SecretBytes text, Acl acl) {
  /// What a lease hangs on that is issued to this token: the token itself, or for a batch token,
  /// which is kept nowhere, its parent; an empty text where it has none.
  public String leaseOwner() {
    if (!token.type().equals("batch")) {
      return token.id();
    }
    return token.parent() == null ? "" : token.parent();
  }

  /// The most seconds that a lease of this token may live: those that a batch token has left.
  public long leaseLimit(long seconds, Instant now) {
    boolean ends = token.type().equals("batch") && token.expires() != null;
    return ends ? Math.min(seconds, Duration.between(now, token.expires()).toSeconds()) : seconds;
  }

  @Override
  public String toString() {
    return "Caller[" + token.displayName() + "]";
  }
}
