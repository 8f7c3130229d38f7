package dev.leasehold.projections.identity;

import static dev.leasehold.projections.identity.Groups.FACTORS;
import static dev.leasehold.projections.identity.Groups.NAMES;
import static dev.leasehold.projections.identity.IdentityTables.CHILDREN;
import static dev.leasehold.projections.identity.IdentityTables.GROUPS;
import static dev.leasehold.projections.identity.IdentityTables.GROUP_ALIASES;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Group;
import dev.leasehold.events.IdentityAlias;
import dev.leasehold.events.IdentityEvent.GroupChildrenWritten;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens to groups and their aliases, as rows.
final class GroupReplay {
  private GroupReplay() {}

  static void write(Group group, Rows rows) {
    GroupRow before = Groups.find(rows, group.id());
    if (before != null) {
      NAMES.remove(rows, before.group().namespace(), before.group().name());
    }
    NAMES.put(rows, group.namespace(), group.name(), group.id());
    GroupRow blank = new GroupRow(group, 0, 0, false, null, null);
    put((before == null ? blank : before).written(group), rows);
  }

  static void writeChildren(GroupChildrenWritten event, Rows rows) {
    for (String child : event.removed()) {
      rows.delete(CHILDREN, new PairKey(event.group(), child));
      GroupRow row = known(child, rows);
      List<String> parents = new ArrayList<>(row.parentIds());
      parents.remove(event.group());
      put(row.withParents(parents).changed(), rows);
    }
    for (String child : event.added()) {
      rows.put(CHILDREN, new PairKey(event.group(), child), Present.HERE);
      GroupRow row = known(child, rows);
      List<String> parents = new ArrayList<>(row.parentIds());
      parents.add(event.group());
      put(row.withParents(parents).changed(), rows);
    }
  }

  /// The groups in it keep its id among their parents, as clients of Vault see it.
  static void delete(String id, Rows rows) {
    GroupRow row = known(id, rows);
    Membership.dissolve(id, rows);
    Groups.children(rows, id).forEach(child -> rows.delete(CHILDREN, new PairKey(id, child)));
    row.parentIds().forEach(parent -> rows.delete(CHILDREN, new PairKey(parent, id)));
    if (row.alias() != null) {
      erase(knownAlias(row.alias(), rows), rows);
    }
    NAMES.remove(rows, row.group().namespace(), row.group().name());
    rows.delete(GROUPS, new NameKey(id));
  }

  static void writeAlias(IdentityAlias alias, Rows rows) {
    IdentityAlias before = Groups.alias(rows, alias.id());
    if (before != null) {
      FACTORS.remove(rows, before.mountAccessor(), before.name());
      if (!before.owner().equals(alias.owner())) {
        put(known(before.owner(), rows).withAlias(null).changed(), rows);
      }
    }
    GroupRow owner = known(alias.owner(), rows);
    if (owner.alias() != null && !owner.alias().equals(alias.id())) {
      erase(knownAlias(owner.alias(), rows), rows);
    }
    FACTORS.put(rows, alias.mountAccessor(), alias.name(), alias.id());
    rows.put(GROUP_ALIASES, new NameKey(alias.id()), alias);
    put(owner.withAlias(alias.id()), rows);
  }

  static void deleteAlias(String id, Rows rows) {
    IdentityAlias alias = knownAlias(id, rows);
    erase(alias, rows);
    put(known(alias.owner(), rows).withAlias(null).changed(), rows);
  }

  static GroupRow known(String id, Rows rows) {
    GroupRow row = Groups.find(rows, id);
    if (row == null) {
      throw new CorruptLog("an event names an unknown group");
    }
    return row;
  }

  static void put(GroupRow row, Rows rows) {
    rows.put(GROUPS, new NameKey(row.group().id()), row);
  }

  private static IdentityAlias knownAlias(@Nullable String id, Rows rows) {
    IdentityAlias alias = id == null ? null : Groups.alias(rows, id);
    if (alias == null) {
      throw new CorruptLog("an event names an unknown alias of a group");
    }
    return alias;
  }

  private static void erase(IdentityAlias alias, Rows rows) {
    FACTORS.remove(rows, alias.mountAccessor(), alias.name());
    rows.delete(GROUP_ALIASES, new NameKey(alias.id()));
  }
}
