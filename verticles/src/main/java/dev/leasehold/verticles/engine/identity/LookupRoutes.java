package dev.leasehold.verticles.engine.identity;

import dev.leasehold.events.IdentityAlias;
import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.identity.GroupRow;
import dev.leasehold.projections.identity.Groups;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Route;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds an entity or a group by just one of: its id, its name, its alias's id, or its alias's name
/// and mount. What is not there is an answer without a body.
final class LookupRoutes {
  private static final Field[] FIELDS = {
    Field.text("name", "Name to look for."),
    Field.text("id", "ID to look for."),
    Field.text("alias_id", "ID of the alias."),
    Field.text("alias_name", "Name of the alias, together with 'alias_mount_accessor'."),
    Field.text("alias_mount_accessor", "Accessor of the mount that the alias belongs to.")
  };

  private LookupRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("lookup/entity").fields(FIELDS).ask(LookupRoutes::entity),
        Route.at("lookup/group").fields(FIELDS).ask(LookupRoutes::group));
  }

  private static Response entity(Call call, View view) {
    Fields fields = call.fields();
    check(fields);
    EntityRow row = null;
    if (!fields.text("id").isEmpty()) {
      row = Entities.find(view, fields.text("id"));
    } else if (!fields.text("name").isEmpty()) {
      row = Entities.byName(view, call.mount().namespace(), fields.text("name"));
    } else {
      IdentityAlias alias =
          fields.text("alias_id").isEmpty()
              ? Entities.aliasOf(
                  view, fields.text("alias_mount_accessor"), fields.text("alias_name"))
              : Entities.alias(view, fields.text("alias_id"));
      row = alias == null ? null : Entities.find(view, alias.owner());
    }
    return row == null ? Response.nothing() : EntityAnswers.entity(row, view);
  }

  private static Response group(Call call, View view) {
    Fields fields = call.fields();
    check(fields);
    GroupRow row = groupOf(call, fields, view);
    return row == null ? Response.nothing() : GroupAnswers.group(row, view);
  }

  private static @Nullable GroupRow groupOf(Call call, Fields fields, View view) {
    if (!fields.text("id").isEmpty()) {
      return Groups.find(view, fields.text("id"));
    }
    if (!fields.text("name").isEmpty()) {
      return Groups.byName(view, call.mount().namespace(), fields.text("name"));
    }
    IdentityAlias alias =
        fields.text("alias_id").isEmpty()
            ? Groups.aliasOf(view, fields.text("alias_mount_accessor"), fields.text("alias_name"))
            : Groups.alias(view, fields.text("alias_id"));
    return alias == null ? null : Groups.find(view, alias.owner());
  }

  private static void check(Fields fields) {
    long given = Stream.of(FIELDS).filter(field -> fields.given(field.name())).count();
    boolean name = !fields.text("alias_name").isEmpty();
    boolean accessor = !fields.text("alias_mount_accessor").isEmpty();
    if (given == 0) {
      throw Refusal.badRequest("query parameter not supplied");
    }
    if (given == 1 && (name || accessor)) {
      throw Refusal.badRequest("both 'alias_name' and 'alias_mount_accessor' needs to be set");
    }
    if (given > 1 && !(given == 2 && name && accessor)) {
      throw Refusal.badRequest(
          "query parameter conflict; please supply distinct set of query parameters");
    }
  }
}
