package dev.leasehold.projections.identity;

import dev.leasehold.events.Group;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A group with what hangs on it. Its members have rows of their own, since they may be many.
///
/// @param modifyIndex how often it has changed, as clients see it
/// @param members how many entities are in it
/// @param membersGiven whether a list of members was given with the last write or has changed
///   since; then an empty one is shown as a list
/// @param parents ids of the groups that it is in, also of such as are gone; null where never any
/// @param alias id of its alias, null for none
public record GroupRow(
    Group group,
    long modifyIndex,
    long members,
    boolean membersGiven,
    @Nullable List<String> parents,
    @Nullable String alias) {

  /// The parents, none where there never were any.
  public List<String> parentIds() {
    return parents == null ? List.of() : parents;
  }

  GroupRow written(Group other) {
    boolean none = parents == null || parents.isEmpty();
    return new GroupRow(other, modifyIndex + 1, members, false, none ? null : parents, alias);
  }

  GroupRow withMembers(long change) {
    return new GroupRow(group, modifyIndex, members + change, true, parents, alias);
  }

  GroupRow withParents(List<String> others) {
    return new GroupRow(group, modifyIndex, members, membersGiven, others, alias);
  }

  GroupRow withAlias(@Nullable String other) {
    return new GroupRow(group, modifyIndex, members, membersGiven, parents, other);
  }

  GroupRow changed() {
    return new GroupRow(group, modifyIndex + 1, members, membersGiven, parents, alias);
  }
}
