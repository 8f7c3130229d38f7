package dev.leasehold.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happened in a database mount.
public sealed interface DatabaseEvent extends MountedEvent {

  /// A connection as configured. The password is a payload.
  ///
  /// @param version counts from 1 under one name; leases are pinned to the version of their issue
  /// @param details the settings that a read of the configuration gives back, without the password
  record ConnectionConfigured(
      String mount,
      String name,
      long version,
      String plugin,
      Map<String, String> details,
      @Nullable PayloadName password,
      List<String> allowedRoles,
      String passwordPolicy,
      List<String> rootRotationStatements)
      implements DatabaseEvent {}

  /// A connection is configured no longer; its versions stay as long as leases are pinned to them.
  record ConnectionDeleted(String mount, String name) implements DatabaseEvent {}

  /// A role as written.
  record RoleWritten(
      String mount,
      String name,
      String connection,
      List<String> creationStatements,
      List<String> revocationStatements,
      List<String> rollbackStatements,
      List<String> renewStatements,
      String credentialType,
      Map<String, String> credentialConfig,
      long defaultTtlSeconds,
      long maxTtlSeconds)
      implements DatabaseEvent {}

  /// A role is gone; leases issued by it stay pinned to what they need.
  record RoleDeleted(String mount, String name) implements DatabaseEvent {}

  /// How a credential is renewed and revoked, whatever becomes of its role: beside
  /// [LeaseEvent.CredentialIntended] in the same commit.
  record CredentialPinned(
      String mount,
      String leaseId,
      String connection,
      long connectionVersion,
      List<String> renewStatements,
      List<String> revocationStatements)
      implements DatabaseEvent {}

  /// A new root password is about to be tried; old and new are both kept until a login has proven
  /// one of them.
  record RootRotationIntended(
      String mount, String connection, PayloadName candidate, Instant deadline)
      implements DatabaseEvent {}

  /// The new root password works: the connection has it as version `version`.
  record RootRotated(String mount, String connection, long version, PayloadName password)
      implements DatabaseEvent {}

  /// The new root password was not taken; the old one stands.
  record RootRotationAborted(String mount, String connection) implements DatabaseEvent {}

  /// What came of a root rotation is still not known, or it could not be asked: it is asked again.
  /// Nothing but the time of the next try has changed.
  record RootRotationFailed(
      String mount,
      String connection,
      int attempt,
      String errorClass,
      String error,
      Instant nextTry)
      implements DatabaseEvent {}

  /// A static role as written: a user that was there before, whose password is changed again and
  /// again. A role that is new is not there for clients before its first rotation is done.
  record StaticRoleWritten(
      String mount,
      String name,
      String connection,
      String userName,
      long rotationPeriodSeconds,
      List<String> rotationStatements,
      String credentialType,
      Map<String, String> credentialConfig)
      implements DatabaseEvent {}

  /// A static role is gone, or was never made; its user stays, with the password that it has.
  record StaticRoleDeleted(String mount, String name) implements DatabaseEvent {}

  /// A new password for the user of a static role is about to be tried through this version of its
  /// connection; old and new are both kept until it is known which one works.
  record StaticRotationIntended(
      String mount,
      String role,
      String connection,
      long connectionVersion,
      PayloadName candidate,
      Instant deadline)
      implements DatabaseEvent {}

  /// The new password of a static role works, since this time.
  record StaticRotated(String mount, String role, PayloadName password, Instant rotated)
      implements DatabaseEvent {}

  /// The new password of a static role was not taken; the old one stands.
  record StaticRotationAborted(String mount, String role) implements DatabaseEvent {}

  /// A static role is to be rotated, or what came of its rotation is to be found out, and that
  /// could not be done: it is tried again.
  record StaticRotationFailed(
      String mount, String role, int attempt, String errorClass, String error, Instant nextTry)
      implements DatabaseEvent {}
}
