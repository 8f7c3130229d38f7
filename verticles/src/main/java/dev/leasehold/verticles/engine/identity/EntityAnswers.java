package dev.leasehold.verticles.engine.identity;

import dev.leasehold.events.Entity;
import dev.leasehold.events.IdentityAlias;
import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.identity.GroupRow;
import dev.leasehold.projections.identity.Groups;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.request.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What clients are told of entities and aliases.
final class EntityAnswers {
  private EntityAnswers() {}

  static Response entity(EntityRow row, View view) {
    Entity entity = row.entity();
    Map<String, Object> data = new LinkedHashMap<>();
    List<Map<String, Object>> aliases = new ArrayList<>();
    Entities.aliases(view, row).forEach(alias -> aliases.add(alias(alias, view)));
    data.put("aliases", aliases);
    data.put("creation_time", entity.created().toString());
    List<String> direct = new ArrayList<>();
    List<String> inherited = new ArrayList<>();
    for (GroupRow group : Groups.withParents(view, row.groups())) {
      String id = group.group().id();
      (row.groups().contains(id) ? direct : inherited).add(id);
    }
    data.put("direct_group_ids", direct);
    data.put("disabled", entity.disabled());
    List<String> all = new ArrayList<>(direct);
    all.addAll(inherited);
    data.put("group_ids", all);
    data.put("id", entity.id());
    data.put("inherited_group_ids", inherited);
    data.put("last_update_time", entity.updated().toString());
    data.put("merged_entity_ids", orNull(entity.merged()));
    data.put("metadata", entity.metadata());
    data.put("name", entity.name());
    data.put("namespace_id", entity.namespace());
    data.put("policies", entity.policies());
    return Response.of(data);
  }

  /// An alias as it stands in its entity.
  static Map<String, Object> alias(IdentityAlias alias, View view) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("canonical_id", alias.owner());
    data.put("creation_time", alias.created().toString());
    data.put("custom_metadata", alias.customMetadata());
    data.put("id", alias.id());
    data.put("last_update_time", alias.updated().toString());
    data.put("local", alias.local());
    data.put("merged_from_canonical_ids", orNull(alias.mergedFrom()));
    data.put("metadata", alias.metadata());
    data.put("mount_accessor", alias.mountAccessor());
    MountNames.put(data, alias.mountAccessor(), view);
    data.put("name", alias.name());
    return data;
  }

  /// An alias, of an entity or a group, that was asked for by its id.
  static Response aliasAlone(IdentityAlias alias, View view) {
    Map<String, Object> data = alias(alias, view);
    data.put("namespace_id", alias.namespace());
    return Response.of(data);
  }

  static Response list(List<EntityRow> rows, boolean byId, View view) {
    List<String> keys = new ArrayList<>();
    Map<String, Object> info = new LinkedHashMap<>();
    for (EntityRow row : rows) {
      keys.add(byId ? row.entity().id() : row.entity().name());
      if (byId) {
        info.put(row.entity().id(), entry(row, view));
      }
    }
    return Lists.listed(keys, info);
  }

  private static Map<String, Object> entry(EntityRow row, View view) {
    Map<String, Object> entry = new LinkedHashMap<>();
    List<Map<String, Object>> aliases = new ArrayList<>();
    Entities.aliases(view, row).forEach(alias -> aliases.add(brief(alias, view)));
    if (!aliases.isEmpty()) {
      entry.put("aliases", aliases);
    }
    entry.put("name", row.entity().name());
    return entry;
  }

  /// An alias as it stands in lists of entities and groups.
  static Map<String, Object> brief(IdentityAlias alias, View view) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", alias.id());
    entry.put("mount_accessor", alias.mountAccessor());
    MountNames.put(entry, alias.mountAccessor(), view);
    entry.put("name", alias.name());
    return entry;
  }

  static Response aliases(List<IdentityAlias> aliases, View view) {
    List<String> keys = new ArrayList<>();
    Map<String, Object> info = new LinkedHashMap<>();
    for (IdentityAlias alias : aliases) {
      keys.add(alias.id());
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("canonical_id", alias.owner());
      entry.put("custom_metadata", alias.customMetadata());
      entry.put("local", alias.local());
      entry.put("mount_accessor", alias.mountAccessor());
      MountNames.put(entry, alias.mountAccessor(), view);
      entry.put("name", alias.name());
      info.put(alias.id(), entry);
    }
    return Lists.listed(keys, info);
  }

  static @Nullable List<String> orNull(List<String> list) {
    return list.isEmpty() ? null : list;
  }
}
