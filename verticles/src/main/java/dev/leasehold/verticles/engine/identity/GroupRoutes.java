package dev.leasehold.verticles.engine.identity;

import dev.leasehold.events.Event;
import dev.leasehold.events.Group;
import dev.leasehold.events.IdentityEvent.GroupDeleted;
import dev.leasehold.events.IdentityEvent.GroupMembersWritten;
import dev.leasehold.events.IdentityEvent.GroupWritten;
import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.identity.GroupRow;
import dev.leasehold.projections.identity.Groups;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.identity.FreeName;
import dev.leasehold.verticles.identity.Metadata;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Groups, by id and by name. A write changes what it names and keeps the rest; the members of an
/// external group come and go with their logins.
final class GroupRoutes {
  static final String INTERNAL = "internal";
  static final String EXTERNAL = "external";

  private static final Field[] FIELDS = {
    Field.text("id", "ID of the group. If set, updates the corresponding existing group."),
    Field.text("type", "Type of the group, 'internal' or 'external'. Defaults to 'internal'"),
    Field.text("name", "Name of the group."),
    Field.pairs("metadata", "Metadata to be associated with the group."),
    Field.commaList("policies", "Policies to be tied to the group."),
    Field.commaList("member_group_ids", "Group IDs to be assigned as group members."),
    Field.commaList("member_entity_ids", "Entity IDs to be assigned as group members.")
  };

  private GroupRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("group").fields(FIELDS).write(GroupRoutes::register),
        Route.at("group/id/").list((call, view) -> list(view, true)),
        Route.at("group/name/").list((call, view) -> list(view, false)),
        Route.at("group/id/{id}")
            .fields(FIELDS)
            .read((call, view) -> read(byId(call, view), view))
            .write(GroupRoutes::writeById)
            .delete((call, head) -> delete(byId(call, head))),
        Route.at("group/name/{name+...}")
            .fields(FIELDS)
            .read((call, view) -> read(byName(call, view), view))
            .write(GroupRoutes::writeByName)
            .delete((call, head) -> delete(byName(call, head))));
  }

  private static @Nullable GroupRow byId(Call call, View view) {
    return Groups.find(view, call.fields().text("id"));
  }

  private static @Nullable GroupRow byName(Call call, View view) {
    return Groups.byName(view, call.mount().namespace(), call.fields().text("name"));
  }

  private static Response list(View view, boolean byId) {
    return GroupAnswers.list(Groups.all(view, Lists.MAX_LISTED), byId, view);
  }

  private static Response read(@Nullable GroupRow row, View view) {
    if (row == null) {
      throw Refusal.notFound();
    }
    return GroupAnswers.group(row, view);
  }

  private static Decision delete(@Nullable GroupRow row) {
    return row == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new GroupDeleted(row.group().id()));
  }

  private static Decision register(Call call, View head) {
    if (call.fields().given("id")) {
      return writeById(call, head);
    }
    return call.fields().given("name") ? writeByName(call, head) : write(call, null, head);
  }

  private static Decision writeById(Call call, View head) {
    if (call.fields().text("id").isEmpty()) {
      throw Refusal.badRequest("empty group ID");
    }
    GroupRow row = byId(call, head);
    if (row == null) {
      throw Refusal.badRequest("invalid group ID");
    }
    return write(call, row, head);
  }

  private static Decision writeByName(Call call, View head) {
    if (call.fields().text("name").isEmpty()) {
      throw Refusal.badRequest("empty group name");
    }
    return write(call, byName(call, head), head);
  }

  private static Decision write(Call call, @Nullable GroupRow before, View head) {
    Fields fields = call.fields();
    if (fields.given("policies")) {
      Lists.fitPolicies(fields.list("policies"));
    }
    String type = type(fields, before);
    String name = name(call, before, head);
    refuseMembersOfExternal(fields, type);
    Group group = group(call, before, type, name);
    Metadata.check("group", group.metadata());
    List<Event> events = new ArrayList<>();
    events.add(new GroupWritten(group));
    if (fields.given("member_entity_ids")) {
      events.add(members(group.id(), fields, head));
    }
    if (fields.given("member_group_ids")) {
      events.add(GroupNesting.children(group.id(), fields.list("member_group_ids"), head));
    }
    return Decision.of(before == null ? made(group) : Response.nothing(), events);
  }

  private static String type(Fields fields, @Nullable GroupRow before) {
    String type = before == null ? "" : before.group().type();
    if (fields.given("type")) {
      if (before != null && !fields.text("type").equals(type)) {
        throw Refusal.badRequest("group type cannot be changed");
      }
      type = fields.text("type");
    }
    if (type.isEmpty()) {
      return INTERNAL;
    }
    if (!type.equals(INTERNAL) && !type.equals(EXTERNAL)) {
      throw Refusal.badRequest("invalid group type \"" + type + "\"");
    }
    return type;
  }

  private static String name(Call call, @Nullable GroupRow before, View head) {
    String name = call.fields().text("name");
    if (!name.isEmpty()) {
      GroupRow named = byName(call, head);
      if (named != null && (before == null || !named.group().id().equals(before.group().id()))) {
        throw Refusal.badRequest("group name is already in use");
      }
      return name;
    }
    String namespace = call.mount().namespace();
    return before == null
        ? FreeName.draw(
            "group", call.entropy(), free -> Groups.byName(head, namespace, free) == null)
        : before.group().name();
  }

  private static void refuseMembersOfExternal(Fields fields, String type) {
    if (!type.equals(EXTERNAL)) {
      return;
    }
    if (fields.given("member_entity_ids")) {
      throw Refusal.badRequest("member entities can't be set manually for external groups");
    }
    if (fields.given("member_group_ids")) {
      throw Refusal.badRequest("member groups can't be set for external groups");
    }
  }

  private static Group group(Call call, @Nullable GroupRow row, String type, String name) {
    Fields fields = call.fields();
    Group before = row == null ? null : row.group();
    List<String> policies = before == null ? null : before.policies();
    Map<String, String> metadata = before == null ? null : before.metadata();
    return new Group(
        call.mount().namespace(),
        before == null ? call.entropy().uuid() : before.id(),
        name,
        type,
        fields.given("policies")
            ? Lists.distinct(fields.list("policies"))
            : policies == null || policies.isEmpty() ? null : policies,
        fields.given("metadata")
            ? fields.pairs("metadata")
            : metadata == null || metadata.isEmpty() ? null : metadata,
        before == null ? call.now() : before.created(),
        call.now());
  }

  private static GroupMembersWritten members(String group, Fields fields, View head) {
    List<String> wanted = Lists.distinct(fields.list("member_entity_ids"));
    for (String id : wanted) {
      if (Entities.find(head, id) == null) {
        throw Refusal.internal("invalid entity ID \"" + id + "\"");
      }
    }
    List<String> present = Groups.members(head, group);
    return new GroupMembersWritten(group, without(wanted, present), without(present, wanted));
  }

  static List<String> without(List<String> all, List<String> some) {
    List<String> left = new ArrayList<>(all);
    left.removeAll(new HashSet<>(some));
    return left;
  }

  private static Response made(Group group) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", group.id());
    data.put("name", group.name());
    return Response.of(data);
  }
}
