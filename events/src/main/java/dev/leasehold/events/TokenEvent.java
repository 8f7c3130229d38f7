package dev.leasehold.events;

import java.time.Instant;
import java.util.List;

/// What happened to tokens. A token is named by its id, the HMAC of its text.
public sealed interface TokenEvent extends Event {

  /// A token may be used from now on.
  record TokenCreated(Token token) implements TokenEvent {}

  /// A token that was made in the same commit is one that an auth method granted.
  record TokenGranted(String id, Login login) implements TokenEvent {}

  /// What its bearer logged in with is kept as a payload until the token ends, since the method
  /// must ask another system with it again before the token is renewed.
  record CredentialKept(String id, PayloadName credential) implements TokenEvent {}

  /// A token lives longer, or shorter.
  record TokenRenewed(String id, Instant expires, Instant renewed) implements TokenEvent {}

  /// A use-limited token was used; -1 remaining means that it may not be used again.
  record TokenUsed(String id, int remaining) implements TokenEvent {}

  /// A token ended, and with it, at once, every descendant that is no orphan and every lease of
  /// them: the gate looks at a token's ancestors. Their rows are swept in pages afterwards.
  record TokenRevoked(String id) implements TokenEvent {}

  /// A token ended, but its children live on as orphans.
  record TokenRevokedAlone(String id, List<String> orphans) implements TokenEvent {}

  /// A role of the token method is as it is said here from now on.
  record TokenRoleWritten(String namespace, TokenRole role) implements TokenEvent {}

  /// A role of the token method is gone.
  record TokenRoleDeleted(String namespace, String name) implements TokenEvent {}

  /// Everything that a revoked token left behind, children and leases, is on its way out.
  record TokenSwept(String id) implements TokenEvent {}
}
