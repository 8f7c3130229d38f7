package dev.leasehold.projections.identity;

import static dev.leasehold.projections.identity.IdentityTables.ENTITIES;
import static dev.leasehold.projections.identity.IdentityTables.ENTITY_ALIASES;
import static dev.leasehold.projections.identity.IdentityTables.MERGED;

import dev.leasehold.events.IdentityAlias;
import dev.leasehold.projections.table.Counters;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one may ask about entities and their aliases.
public final class Entities {
  static final NameIndex NAMES = new NameIndex(IdentityTables.ENTITY_NAMES);
  static final NameIndex FACTORS = new NameIndex(IdentityTables.ENTITY_FACTORS);

  static final String COUNT = "entity";

  private Entities() {}

  /// The number of entities.
  public static long count(View view) {
    return Counters.of(view, COUNT, "");
  }

  /// The entity of this very id, or null.
  public static @Nullable EntityRow find(View view, String id) {
    return view.get(ENTITIES, new NameKey(id));
  }

  /// The entity that answers for this id: itself, or the one that it was merged into. Null where
  /// there is neither.
  public static @Nullable EntityRow standing(View view, String id) {
    EntityRow row = find(view, id);
    if (row != null) {
      return row;
    }
    NameKey into = view.get(MERGED, new NameKey(id));
    return into == null ? null : find(view, into.name());
  }

  /// The entity of a name, whatever its case, or null.
  public static @Nullable EntityRow byName(View view, String namespace, String name) {
    String id = NAMES.find(view, namespace, name);
    return id == null ? null : find(view, id);
  }

  public static @Nullable IdentityAlias alias(View view, String id) {
    return view.get(ENTITY_ALIASES, new NameKey(id));
  }

  /// The alias of a name on a mount, whatever its case, or null.
  public static @Nullable IdentityAlias aliasOf(View view, String mountAccessor, String name) {
    String id = FACTORS.find(view, mountAccessor, name);
    return id == null ? null : alias(view, id);
  }

  /// The aliases of an entity, in the order in which they came.
  public static List<IdentityAlias> aliases(View view, EntityRow row) {
    List<IdentityAlias> found = new ArrayList<>();
    for (String id : row.aliases()) {
      IdentityAlias alias = alias(view, id);
      if (alias != null) {
        found.add(alias);
      }
    }
    return found;
  }

  /// At most `limit` entities, in the order of their ids.
  public static List<EntityRow> all(View view, int limit) {
    List<EntityRow> found = new ArrayList<>();
    view.scan(ENTITIES, List.of(), (key, row) -> found.add(row) && found.size() < limit);
    found.sort((one, other) -> one.entity().id().compareTo(other.entity().id()));
    return found;
  }

  /// At most `limit` aliases, in the order of their ids.
  public static List<IdentityAlias> allAliases(View view, int limit) {
    List<IdentityAlias> found = new ArrayList<>();
    view.scan(ENTITY_ALIASES, List.of(), (key, alias) -> found.add(alias) && found.size() < limit);
    found.sort((one, other) -> one.id().compareTo(other.id()));
    return found;
  }
}
