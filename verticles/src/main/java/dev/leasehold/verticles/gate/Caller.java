package dev.leasehold.verticles.gate;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Token;
import dev.leasehold.verticles.policy.Acl;

/// Who asks: a live token, its text as the client sent it, and what its policies allow.
public record Caller(Token token, SecretBytes text, Acl acl) {
  @Override
  public String toString() {
    return "Caller[" + token.displayName() + "]";
  }
}
