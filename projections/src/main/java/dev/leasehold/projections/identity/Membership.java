package dev.leasehold.projections.identity;

import static dev.leasehold.projections.identity.IdentityTables.MEMBERS;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.IdentityEvent.GroupMembersWritten;
import dev.leasehold.events.IdentityEvent.MembershipsChanged;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Rows;
import java.util.ArrayList;
import java.util.List;

/// Which entity is in which group directly: a row of its own, a count with the group and an id with
/// the entity, which move together.
final class Membership {
  private Membership() {}

  static void write(GroupMembersWritten event, Rows rows) {
    String group = event.group();
    event
        .added()
        .forEach(entity -> {
          enter(group, entity, rows);
          note(entity, group, true, rows);
        });
    event
        .removed()
        .forEach(entity -> {
          exit(group, entity, rows);
          note(entity, group, false, rows);
        });
    GroupReplay.put(GroupReplay.known(group, rows).withMembers(0), rows);
  }

  static void change(MembershipsChanged event, Rows rows) {
    event
        .joined()
        .forEach(group -> {
          join(group, event.entity(), rows);
          note(event.entity(), group, true, rows);
        });
    event
        .left()
        .forEach(group -> {
          leave(group, event.entity(), rows);
          note(event.entity(), group, false, rows);
        });
  }

  /// The group's side of an entity's coming, as a change of the group.
  static void join(String group, String entity, Rows rows) {
    enter(group, entity, rows);
    GroupReplay.put(GroupReplay.known(group, rows).changed(), rows);
  }

  /// The group's side of an entity's going, as a change of the group.
  static void leave(String group, String entity, Rows rows) {
    exit(group, entity, rows);
    GroupReplay.put(GroupReplay.known(group, rows).changed(), rows);
  }

  /// All that are in a group leave it, because it is gone.
  static void dissolve(String group, Rows rows) {
    for (String entity : Groups.members(rows, group)) {
      rows.delete(MEMBERS, new PairKey(group, entity));
      note(entity, group, false, rows);
    }
  }

  private static void enter(String group, String entity, Rows rows) {
    PairKey key = new PairKey(group, entity);
    if (rows.get(MEMBERS, key) != null) {
      throw new CorruptLog("an entity enters a group that it is in");
    }
    rows.put(MEMBERS, key, Present.HERE);
    GroupReplay.put(GroupReplay.known(group, rows).withMembers(1), rows);
  }

  private static void exit(String group, String entity, Rows rows) {
    PairKey key = new PairKey(group, entity);
    if (rows.get(MEMBERS, key) == null) {
      throw new CorruptLog("an entity leaves a group that it is not in");
    }
    rows.delete(MEMBERS, key);
    GroupReplay.put(GroupReplay.known(group, rows).withMembers(-1), rows);
  }

  private static void note(String entity, String group, boolean in, Rows rows) {
    EntityRow row = EntityReplay.known(entity, rows);
    List<String> groups = new ArrayList<>(row.groups());
    groups.remove(group);
    if (in) {
      groups.add(group);
    }
    EntityReplay.put(row.withGroups(groups), rows);
  }
}
