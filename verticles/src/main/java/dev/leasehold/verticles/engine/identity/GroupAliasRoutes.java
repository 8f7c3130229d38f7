package dev.leasehold.verticles.engine.identity;

import dev.leasehold.events.Event;
import dev.leasehold.events.Group;
import dev.leasehold.events.IdentityAlias;
import dev.leasehold.events.IdentityEvent.GroupAliasDeleted;
import dev.leasehold.events.IdentityEvent.GroupAliasWritten;
import dev.leasehold.events.IdentityEvent.GroupWritten;
import dev.leasehold.events.Mount;
import dev.leasehold.projections.identity.GroupRow;
import dev.leasehold.projections.identity.Groups;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.identity.FreeName;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Aliases of external groups: what an auth method calls them. A group has at most one.
final class GroupAliasRoutes {
  private static final Field[] FIELDS = {
    Field.text("id", "ID of the group alias."),
    Field.text("name", "Alias of the group."),
    Field.text("mount_accessor", "Mount accessor to which this alias belongs to."),
    Field.text("canonical_id", "ID of the group to which this is an alias.")
  };

  private GroupAliasRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("group-alias").fields(FIELDS).write(GroupAliasRoutes::register),
        Route.at("group-alias/id/").list(GroupAliasRoutes::list),
        Route.at("group-alias/id/{id}")
            .fields(FIELDS)
            .read(GroupAliasRoutes::read)
            .write(GroupAliasRoutes::writeById)
            .delete(GroupAliasRoutes::delete));
  }

  private static Response list(Call call, View view) {
    return EntityAnswers.aliases(Groups.allAliases(view, Lists.MAX_LISTED), view);
  }

  private static Response read(Call call, View view) {
    IdentityAlias alias = Groups.alias(view, call.fields().text("id"));
    if (alias == null) {
      throw Refusal.notFound();
    }
    return EntityAnswers.aliasAlone(alias, view);
  }

  private static Decision delete(Call call, View head) {
    IdentityAlias alias = Groups.alias(head, call.fields().text("id"));
    return alias == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new GroupAliasDeleted(alias.id()));
  }

  private static Decision register(Call call, View head) {
    return call.fields().given("id") ? writeById(call, head) : write(call, null, head);
  }

  private static Decision writeById(Call call, View head) {
    String id = call.fields().text("id");
    if (id.isEmpty()) {
      throw Refusal.badRequest("empty group alias ID");
    }
    IdentityAlias known = Groups.alias(head, id);
    if (known == null) {
      throw Refusal.badRequest("invalid group alias ID");
    }
    return write(call, known, head);
  }

  private static Decision write(Call call, @Nullable IdentityAlias known, View head) {
    Fields fields = call.fields();
    String name = needed(fields, "name", "missing alias name");
    String accessor = needed(fields, "mount_accessor", "missing mount_accessor");
    String owner = fields.text("canonical_id");
    if (known != null
        && known.name().equals(name)
        && known.mountAccessor().equals(accessor)
        && (owner.isEmpty() || owner.equals(known.owner()))) {
      return Decision.of(Response.nothing());
    }
    Group group = owner.isEmpty() ? null : external(owner, head);
    Mount mount = mount(accessor, head);
    IdentityAlias other = Groups.aliasOf(head, accessor, name);
    if (other != null && (known == null || !other.id().equals(known.id()))) {
      throw Refusal.badRequest("combination of mount and group alias name is already in use");
    }
    if (group == null && known != null) {
      group = external(known.owner(), head);
    }
    return written(call, known, group == null ? made(call, head) : renewed(group, call), mount);
  }

  private static String needed(Fields fields, String field, String refusal) {
    String given = fields.text(field);
    if (given.isEmpty()) {
      throw Refusal.badRequest(refusal);
    }
    return given;
  }

  private static Group external(String id, View head) {
    GroupRow row = Groups.find(head, id);
    if (row == null) {
      throw Refusal.badRequest("invalid group ID given in 'canonical_id'");
    }
    if (!row.group().type().equals(GroupRoutes.EXTERNAL)) {
      throw Refusal.badRequest("alias can't be set on an internal group");
    }
    return row.group();
  }

  private static Mount mount(String accessor, View head) {
    Mount mount = head.small().byAccessor(accessor);
    if (mount == null) {
      throw Refusal.badRequest("invalid mount accessor \"" + accessor + "\"");
    }
    if (mount.local()) {
      throw Refusal.badRequest("mount accessor \"" + accessor + "\" is a local mount");
    }
    return mount;
  }

  private static Decision written(
      Call call, @Nullable IdentityAlias known, Group group, Mount mount) {
    IdentityAlias alias =
        new IdentityAlias(
            mount.namespace(),
            known == null ? call.entropy().uuid() : known.id(),
            group.id(),
            mount.accessor(),
            call.fields().text("name"),
            null,
            null,
            List.of(),
            false,
            known == null ? call.now() : known.created(),
            call.now());
    List<Event> events = new ArrayList<>();
    events.add(new GroupWritten(group));
    events.add(new GroupAliasWritten(alias));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("canonical_id", group.id());
    data.put("id", alias.id());
    return Decision.of(Response.of(data), events);
  }

  private static Group made(Call call, View head) {
    String namespace = call.mount().namespace();
    return new Group(
        namespace,
        call.entropy().uuid(),
        FreeName.draw(
            "group", call.entropy(), name -> Groups.byName(head, namespace, name) == null),
        GroupRoutes.EXTERNAL,
        null,
        null,
        call.now(),
        call.now());
  }

  private static Group renewed(Group group, Call call) {
    return new Group(
        group.namespace(),
        group.id(),
        group.name(),
        group.type(),
        group.policies(),
        group.metadata(),
        group.created(),
        call.now());
  }
}
