package dev.leasehold.projections.identity;

import dev.leasehold.events.IdentityAlias;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Table;
import java.util.List;

/// The tables of the identities. Names are in lower case in keys.
public final class IdentityTables {
  public static final Table<NameKey, EntityRow> ENTITIES =
      Table.of(150, "entity", NameKey.class, EntityRow.class).cached();

  /// Namespace and name to id.
  public static final Table<PairKey, NameKey> ENTITY_NAMES =
      Table.of(151, "entity-name", PairKey.class, NameKey.class);

  /// The id of an entity that was merged away to the one that answers for it.
  public static final Table<NameKey, NameKey> MERGED =
      Table.of(152, "entity-merged", NameKey.class, NameKey.class).cached();

  public static final Table<NameKey, IdentityAlias> ENTITY_ALIASES =
      Table.of(153, "entity-alias", NameKey.class, IdentityAlias.class).cached();

  /// Mount accessor and name to the id of the alias: what a login asks for.
  public static final Table<PairKey, NameKey> ENTITY_FACTORS =
      Table.of(154, "entity-alias-factors", PairKey.class, NameKey.class).cached();

  public static final Table<NameKey, GroupRow> GROUPS =
      Table.of(155, "group", NameKey.class, GroupRow.class).cached();

  public static final Table<PairKey, NameKey> GROUP_NAMES =
      Table.of(156, "group-name", PairKey.class, NameKey.class);

  public static final Table<NameKey, IdentityAlias> GROUP_ALIASES =
      Table.of(157, "group-alias", NameKey.class, IdentityAlias.class).cached();

  public static final Table<PairKey, NameKey> GROUP_FACTORS =
      Table.of(158, "group-alias-factors", PairKey.class, NameKey.class).cached();

  /// Group and entity.
  public static final Table<PairKey, Present> MEMBERS =
      Table.of(159, "group-member", PairKey.class, Present.class);

  /// Group and the group in it.
  public static final Table<PairKey, Present> CHILDREN =
      Table.of(160, "group-child", PairKey.class, Present.class);

  public static final List<Table<?, ?>> ALL =
      List.of(
          ENTITIES,
          ENTITY_NAMES,
          MERGED,
          ENTITY_ALIASES,
          ENTITY_FACTORS,
          GROUPS,
          GROUP_NAMES,
          GROUP_ALIASES,
          GROUP_FACTORS,
          MEMBERS,
          CHILDREN);

  private IdentityTables() {}
}
