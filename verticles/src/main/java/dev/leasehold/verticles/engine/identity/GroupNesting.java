package dev.leasehold.verticles.engine.identity;

import dev.leasehold.events.IdentityEvent.GroupChildrenWritten;
import dev.leasehold.projections.identity.GroupRow;
import dev.leasehold.projections.identity.Groups;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.request.Refusal;
import java.util.ArrayList;
import java.util.List;

/// Which groups are in a group. They never form a circle.
final class GroupNesting {
  private GroupNesting() {}

  /// What a written list of groups changes, or a refusal.
  static GroupChildrenWritten children(String group, List<String> given, View head) {
    List<String> wanted = Lists.distinct(given);
    List<String> present = Groups.children(head, group);
    List<String> above = new ArrayList<>();
    for (GroupRow row : Groups.withParents(head, List.of(group))) {
      above.add(row.group().id());
    }
    List<String> added = new ArrayList<>();
    for (String id : wanted) {
      if (Groups.find(head, id) == null) {
        throw Refusal.internal("invalid member group ID \"" + id + "\"");
      }
      if (present.contains(id)) {
        continue;
      }
      if (id.equals(group)) {
        throw Refusal.internal("member group ID \"" + group + "\" is same as the ID of the group");
      }
      if (above.contains(id)) {
        throw Refusal.badRequest("cyclic relationship detected for member group ID \"" + id + "\"");
      }
      added.add(id);
    }
    return new GroupChildrenWritten(group, added, GroupRoutes.without(present, wanted));
  }
}
