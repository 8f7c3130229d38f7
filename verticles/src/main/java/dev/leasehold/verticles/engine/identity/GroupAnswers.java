package dev.leasehold.verticles.engine.identity;

import dev.leasehold.events.Group;
import dev.leasehold.events.IdentityAlias;
import dev.leasehold.projections.identity.GroupRow;
import dev.leasehold.projections.identity.Groups;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.request.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What clients are told of groups.
final class GroupAnswers {
  private GroupAnswers() {}

  static Response group(GroupRow row, View view) {
    Group group = row.group();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("alias", alias(row, view));
    data.put("creation_time", group.created().toString());
    data.put("id", group.id());
    data.put("last_update_time", group.updated().toString());
    List<String> members = Groups.members(view, group.id());
    data.put("member_entity_ids", members.isEmpty() && !row.membersGiven() ? null : members);
    data.put("member_group_ids", EntityAnswers.orNull(Groups.children(view, group.id())));
    data.put("metadata", group.metadata());
    data.put("modify_index", row.modifyIndex());
    data.put("name", group.name());
    data.put("namespace_id", group.namespace());
    data.put("parent_group_ids", row.parents());
    data.put("policies", group.policies());
    data.put("type", group.type());
    return Response.of(data);
  }

  private static Map<String, Object> alias(GroupRow row, View view) {
    IdentityAlias alias = aliasOf(row, view);
    if (alias == null) {
      return Map.of();
    }
    Map<String, Object> data = EntityAnswers.alias(alias, view);
    data.remove("custom_metadata");
    data.remove("local");
    return data;
  }

  private static @Nullable IdentityAlias aliasOf(GroupRow row, View view) {
    return row.alias() == null ? null : Groups.alias(view, row.alias());
  }

  static Response list(List<GroupRow> rows, boolean byId, View view) {
    List<String> keys = new ArrayList<>();
    Map<String, Object> info = new LinkedHashMap<>();
    for (GroupRow row : rows) {
      keys.add(byId ? row.group().id() : row.group().name());
      if (byId) {
        info.put(row.group().id(), entry(row, view));
      }
    }
    return Lists.listed(keys, info);
  }

  private static Map<String, Object> entry(GroupRow row, View view) {
    Map<String, Object> entry = new LinkedHashMap<>();
    IdentityAlias alias = aliasOf(row, view);
    if (alias != null) {
      entry.put("alias", EntityAnswers.brief(alias, view));
    }
    entry.put("name", row.group().name());
    entry.put("num_member_entities", row.members());
    entry.put("num_parent_groups", row.parentIds().size());
    return entry;
  }
}
