package dev.leasehold.projections.identity;

import static dev.leasehold.projections.identity.Entities.FACTORS;
import static dev.leasehold.projections.identity.Entities.NAMES;
import static dev.leasehold.projections.identity.IdentityTables.ENTITIES;
import static dev.leasehold.projections.identity.IdentityTables.ENTITY_ALIASES;
import static dev.leasehold.projections.identity.IdentityTables.MERGED;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Entity;
import dev.leasehold.events.IdentityAlias;
import dev.leasehold.projections.table.Counters;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.Rows;
import java.util.ArrayList;
import java.util.List;

/// What happens to entities and their aliases, as rows.
final class EntityReplay {
  private EntityReplay() {}

  static void write(Entity entity, Rows rows) {
    EntityRow before = Entities.find(rows, entity.id());
    if (before == null) {
      Counters.add(rows, Entities.COUNT, "", 1);
    } else {
      NAMES.remove(rows, before.entity().namespace(), before.entity().name());
    }
    NAMES.put(rows, entity.namespace(), entity.name(), entity.id());
    EntityRow blank = new EntityRow(entity, List.of(), List.of());
    put(before == null ? blank : before.with(entity), rows);
  }

  static void delete(String id, Rows rows) {
    EntityRow row = known(id, rows);
    for (String group : row.groups()) {
      Membership.leave(group, id, rows);
    }
    remove(row, rows);
    row.entity().merged().forEach(merged -> rows.delete(MERGED, new NameKey(merged)));
  }

  static void merge(String from, String into, Rows rows) {
    EntityRow gone = known(from, rows);
    EntityRow stays = known(into, rows);
    List<String> groups = new ArrayList<>(stays.groups());
    for (String group : gone.groups()) {
      Membership.leave(group, from, rows);
      if (!groups.contains(group)) {
        Membership.join(group, into, rows);
        groups.add(group);
      }
    }
    remove(gone, rows);
    List<String> merged = new ArrayList<>(stays.entity().merged());
    merged.addAll(gone.entity().merged());
    merged.add(from);
    merged.forEach(each -> rows.put(MERGED, new NameKey(each), new NameKey(into)));
    put(stays.with(merged(stays.entity(), merged)).withGroups(groups), rows);
  }

  private static Entity merged(Entity entity, List<String> merged) {
    return new Entity(
        entity.namespace(),
        entity.id(),
        entity.name(),
        entity.metadata(),
        entity.policies(),
        entity.disabled(),
        merged,
        entity.created(),
        entity.updated());
  }

  static void writeAlias(IdentityAlias alias, Rows rows) {
    IdentityAlias before = Entities.alias(rows, alias.id());
    if (before != null) {
      FACTORS.remove(rows, before.mountAccessor(), before.name());
      if (!before.owner().equals(alias.owner())) {
        drop(before, rows);
      }
    }
    FACTORS.put(rows, alias.mountAccessor(), alias.name(), alias.id());
    EntityRow owner = known(alias.owner(), rows);
    if (!owner.aliases().contains(alias.id())) {
      List<String> aliases = new ArrayList<>(owner.aliases());
      aliases.add(alias.id());
      put(owner.withAliases(aliases), rows);
    }
    rows.put(ENTITY_ALIASES, new NameKey(alias.id()), alias);
  }

  static void deleteAlias(String id, Rows rows) {
    IdentityAlias alias = Entities.alias(rows, id);
    if (alias == null) {
      throw new CorruptLog("an event names an unknown alias of an entity");
    }
    drop(alias, rows);
    erase(alias, rows);
  }

  static EntityRow known(String id, Rows rows) {
    EntityRow row = Entities.find(rows, id);
    if (row == null) {
      throw new CorruptLog("an event names an unknown entity");
    }
    return row;
  }

  static void put(EntityRow row, Rows rows) {
    rows.put(ENTITIES, new NameKey(row.entity().id()), row);
  }

  private static void drop(IdentityAlias alias, Rows rows) {
    EntityRow owner = known(alias.owner(), rows);
    List<String> aliases = new ArrayList<>(owner.aliases());
    aliases.remove(alias.id());
    put(owner.withAliases(aliases), rows);
  }

  private static void erase(IdentityAlias alias, Rows rows) {
    FACTORS.remove(rows, alias.mountAccessor(), alias.name());
    rows.delete(ENTITY_ALIASES, new NameKey(alias.id()));
  }

  private static void remove(EntityRow row, Rows rows) {
    Entities.aliases(rows, row).forEach(alias -> erase(alias, rows));
    NAMES.remove(rows, row.entity().namespace(), row.entity().name());
    rows.delete(ENTITIES, new NameKey(row.entity().id()));
    Counters.add(rows, Entities.COUNT, "", -1);
  }
}
