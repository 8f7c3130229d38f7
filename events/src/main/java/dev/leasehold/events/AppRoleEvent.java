package dev.leasehold.events;

import java.time.Instant;
import java.util.List;

/// What happened to the roles of an approle mount and to their secret ids. A role is called by its
/// name in lower case, and by its uuid where its secret ids are meant.
public sealed interface AppRoleEvent extends MountedEvent {

  /// A role is as it is said here from now on.
  record RoleWritten(String mount, String name, AppRole role) implements AppRoleEvent {}

  /// A role is gone at once; its secret ids are erased in pages afterwards.
  record RoleDeleted(String mount, String name) implements AppRoleEvent {}

  /// A secret id may be used from now on.
  record SecretIdMade(String mount, String role, SecretId made) implements AppRoleEvent {}

  /// A secret id was used and may be used so often still, at least once.
  record SecretIdUsed(String mount, String role, String id, int remaining, Instant at)
      implements AppRoleEvent {}

  /// Secret ids are gone: used up, destroyed, past their time or without their role.
  record SecretIdsErased(String mount, String role, List<String> ids) implements AppRoleEvent {}

  /// The last secret id of a role that is gone is erased.
  record RoleSwept(String mount, String role) implements AppRoleEvent {}
}
