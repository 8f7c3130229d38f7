package dev.leasehold.projections.identity;

import static dev.leasehold.projections.identity.IdentityTables.CHILDREN;
import static dev.leasehold.projections.identity.IdentityTables.GROUPS;
import static dev.leasehold.projections.identity.IdentityTables.GROUP_ALIASES;
import static dev.leasehold.projections.identity.IdentityTables.MEMBERS;

import dev.leasehold.events.IdentityAlias;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one may ask about groups: what they are, who is in them, and what is above whom.
public final class Groups {
  static final NameIndex NAMES = new NameIndex(IdentityTables.GROUP_NAMES);
  static final NameIndex FACTORS = new NameIndex(IdentityTables.GROUP_FACTORS);

  private Groups() {}

  public static @Nullable GroupRow find(View view, String id) {
    return view.get(GROUPS, new NameKey(id));
  }

  /// The group of a name, whatever its case, or null.
  public static @Nullable GroupRow byName(View view, String namespace, String name) {
    String id = NAMES.find(view, namespace, name);
    return id == null ? null : find(view, id);
  }

  public static @Nullable IdentityAlias alias(View view, String id) {
    return view.get(GROUP_ALIASES, new NameKey(id));
  }

  /// The alias of a name on a mount, whatever its case, or null.
  public static @Nullable IdentityAlias aliasOf(View view, String mountAccessor, String name) {
    String id = FACTORS.find(view, mountAccessor, name);
    return id == null ? null : alias(view, id);
  }

  /// Ids of the entities in a group, sorted.
  public static List<String> members(View view, String group) {
    return names(view, MEMBERS, group);
  }

  /// Ids of the groups in a group, sorted.
  public static List<String> children(View view, String group) {
    return names(view, CHILDREN, group);
  }

  /// These groups and all above them, each once, those that are asked for first. Groups form no
  /// circle; one that is gone is passed over.
  public static List<GroupRow> withParents(View view, Collection<String> ids) {
    List<GroupRow> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    collect(view, ids, found, seen);
    for (int i = 0; i < found.size(); i++) {
      collect(view, found.get(i).parentIds(), found, seen);
    }
    return found;
  }

  private static void collect(
      View view, Collection<String> ids, List<GroupRow> found, Set<String> seen) {
    for (String id : ids) {
      GroupRow row = seen.add(id) ? find(view, id) : null;
      if (row != null) {
        found.add(row);
      }
    }
  }

  /// At most `limit` groups, in the order of their ids.
  public static List<GroupRow> all(View view, int limit) {
    List<GroupRow> found = new ArrayList<>();
    view.scan(GROUPS, List.of(), (key, row) -> found.add(row) && found.size() < limit);
    found.sort((one, other) -> one.group().id().compareTo(other.group().id()));
    return found;
  }

  /// At most `limit` aliases, in the order of their ids.
  public static List<IdentityAlias> allAliases(View view, int limit) {
    List<IdentityAlias> found = new ArrayList<>();
    view.scan(GROUP_ALIASES, List.of(), (key, alias) -> found.add(alias) && found.size() < limit);
    found.sort((one, other) -> one.id().compareTo(other.id()));
    return found;
  }

  private static List<String> names(View view, Table<PairKey, Present> table, String owner) {
    List<String> found = new ArrayList<>();
    view.scan(table, PairKey.of(owner), (key, present) -> found.add(key.name()));
    found.sort(null);
    return found;
  }
}
