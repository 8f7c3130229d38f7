package dev.leasehold.events;

import java.util.List;

/// What happened to entities, groups and their aliases. Ids are UUIDs that no other thing of the
/// kind ever has.
public sealed interface IdentityEvent extends Event {

  /// An entity is as it is said here from now on; its aliases and groups stay.
  record EntityWritten(Entity entity) implements IdentityEvent {}

  /// An entity is gone, with its aliases and memberships.
  record EntityDeleted(String id) implements IdentityEvent {}

  /// An entity has become another one: that one has its memberships and answers for its tokens.
  /// Which aliases go over was said before; those that are left go with it.
  record EntityMerged(String from, String into) implements IdentityEvent {}

  /// An alias of an entity is as it is said here; it leaves the entity that had it before.
  record EntityAliasWritten(IdentityAlias alias) implements IdentityEvent {}

  /// An alias of an entity is gone.
  record EntityAliasDeleted(String id) implements IdentityEvent {}

  /// A group is as it is said here; its members, parents and alias stay.
  record GroupWritten(Group group) implements IdentityEvent {}

  /// The members of an internal group were written: these came and these went.
  record GroupMembersWritten(String group, List<String> added, List<String> removed)
      implements IdentityEvent {}

  /// The groups in a group were written: these came and these went.
  record GroupChildrenWritten(String group, List<String> added, List<String> removed)
      implements IdentityEvent {}

  /// An entity logged in, and the external groups that it is in are not those of before.
  record MembershipsChanged(String entity, List<String> joined, List<String> left)
      implements IdentityEvent {}

  /// A group is gone, with its alias. Groups in it stay.
  record GroupDeleted(String id) implements IdentityEvent {}

  /// The alias of an external group is as it is said here; it leaves the group that had it before,
  /// and takes the place of the one that the group had.
  record GroupAliasWritten(IdentityAlias alias) implements IdentityEvent {}

  /// The alias of an external group is gone.
  record GroupAliasDeleted(String id) implements IdentityEvent {}
}
