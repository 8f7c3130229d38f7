package dev.leasehold.events;

import java.time.Instant;
import java.util.List;

/// What happened to the keys and roles by which the identity engine signs tokens, and to its OIDC
/// providers.
public sealed interface OidcEvent extends Event {

  /// Who tokens say that they are from; empty for the address of this server.
  record OidcConfigured(String namespace, String issuer) implements OidcEvent {}

  /// A named key is as it is said here; its pairs stay.
  record OidcKeyWritten(OidcKey written) implements OidcEvent {}

  /// A named key signs with a new pair and has another one ready. Those that it had are published
  /// until `othersExpire`; their private halves are gone.
  record OidcPairsDrawn(
      String namespace, String name, OidcPair current, OidcPair next, Instant othersExpire)
      implements OidcEvent {}

  /// A named key signs with the pair that was ready, and has a new one ready. The one that signed
  /// is published until `expires`; its private half is gone.
  record OidcKeyRotated(
      String namespace, String name, Instant expires, Instant nextRotation, OidcPair next)
      implements OidcEvent {}

  /// A named key is gone with its pairs.
  record OidcKeyDeleted(String namespace, String name) implements OidcEvent {}

  /// A role is as it is said here.
  record OidcRoleWritten(OidcRole role) implements OidcEvent {}

  /// A role is gone.
  record OidcRoleDeleted(String namespace, String name) implements OidcEvent {}

  /// An assignment is as it is said here.
  record OidcAssignmentWritten(OidcAssignment assignment) implements OidcEvent {}

  /// An assignment is gone.
  record OidcAssignmentDeleted(String namespace, String name) implements OidcEvent {}

  /// A scope is as it is said here.
  record OidcScopeWritten(OidcScope scope) implements OidcEvent {}

  /// A scope is gone.
  record OidcScopeDeleted(String namespace, String name) implements OidcEvent {}

  /// A client is as it is said here.
  record OidcClientWritten(OidcClient client) implements OidcEvent {}

  /// A client is gone.
  record OidcClientDeleted(String namespace, String name) implements OidcEvent {}

  /// A provider is as it is said here.
  record OidcProviderWritten(OidcProvider provider) implements OidcEvent {}

  /// A provider is gone.
  record OidcProviderDeleted(String namespace, String name) implements OidcEvent {}

  /// A client may exchange a code for tokens.
  record OidcCodeIssued(OidcCode code) implements OidcEvent {}

  /// Codes were exchanged, or nobody came for them in time.
  record OidcCodesEnded(List<String> ids) implements OidcEvent {}
}
