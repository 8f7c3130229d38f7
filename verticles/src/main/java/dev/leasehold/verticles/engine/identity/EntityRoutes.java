package dev.leasehold.verticles.engine.identity;

import dev.leasehold.events.Entity;
import dev.leasehold.events.Event;
import dev.leasehold.events.IdentityEvent.EntityDeleted;
import dev.leasehold.events.IdentityEvent.EntityWritten;
import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.identity.EntityRow;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Entities, by id and by name. A write changes what it names and keeps the rest.
final class EntityRoutes {
  private static final Field[] FIELDS = {
    Field.text("id", "ID of the entity. If set, updates the corresponding existing entity."),
    Field.text("name", "Name of the entity"),
    Field.pairs("metadata", "Metadata to be associated with the entity."),
    Field.commaList("policies", "Policies to be tied to the entity."),
    Field.flag("disabled", "If set true, tokens of this entity cannot be used.")
  };

  private static final Field IDS = Field.commaList("entity_ids", "Entity IDs to delete");

  private EntityRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("entity").fields(FIELDS).write(EntityRoutes::write),
        Route.at("entity/batch-delete").fields(IDS).write(EntityRoutes::deleteMany),
        Route.at("entity/merge").fields(MergeRoute.FIELDS).write(MergeRoute::merge),
        Route.at("entity/merge/").fields(MergeRoute.FIELDS).write(MergeRoute::merge),
        Route.at("entity/id/").list((call, view) -> list(view, true)),
        Route.at("entity/name/").list((call, view) -> list(view, false)),
        Route.at("entity/id/{id}")
            .fields(FIELDS)
            .read((call, view) -> read(byId(call, view), view))
            .write(EntityRoutes::write)
            .delete((call, head) -> delete(byId(call, head))),
        Route.at("entity/name/{name+...}")
            .fields(FIELDS)
            .read((call, view) -> read(byName(call, view), view))
            .write(EntityRoutes::write)
            .delete((call, head) -> delete(byName(call, head))));
  }

  private static @Nullable EntityRow byId(Call call, View view) {
    return Entities.find(view, call.fields().text("id"));
  }

  private static @Nullable EntityRow byName(Call call, View view) {
    return Entities.byName(view, call.mount().namespace(), call.fields().text("name"));
  }

  private static Response list(View view, boolean byId) {
    return EntityAnswers.list(Entities.all(view, Lists.MAX_LISTED), byId, view);
  }

  private static Response read(@Nullable EntityRow row, View view) {
    if (row == null) {
      throw Refusal.notFound();
    }
    return EntityAnswers.entity(row, view);
  }

  static Decision write(Call call, View head) {
    Fields fields = call.fields();
    EntityRow byId = null;
    if (!fields.text("id").isEmpty()) {
      byId = byId(call, head);
      if (byId == null) {
        throw Refusal.badRequest("entity not found from id");
      }
    }
    EntityRow named = fields.text("name").isEmpty() ? null : byName(call, head);
    if (byId != null && named != null && !named.entity().id().equals(byId.entity().id())) {
      throw Refusal.badRequest("entity name is already in use");
    }
    Entity before = byId != null ? byId.entity() : named != null ? named.entity() : null;
    Entity after = before == null ? fresh(call, head) : changed(before, call, byId != null);
    Lists.fitPolicies(after.policies());
    Metadata.check("entity", after.metadata());
    return Decision.of(before == null ? made(after) : Response.nothing(), new EntityWritten(after));
  }

  private static Entity fresh(Call call, View head) {
    Fields fields = call.fields();
    String namespace = call.mount().namespace();
    String name = fields.text("name");
    return new Entity(
        namespace,
        call.entropy().uuid(),
        name.isEmpty()
            ? FreeName.draw(
                "entity", call.entropy(), free -> Entities.byName(head, namespace, free) == null)
            : name,
        fields.given("metadata") ? fields.pairs("metadata") : null,
        Lists.distinct(fields.list("policies")),
        fields.flag("disabled"),
        List.of(),
        call.now(),
        call.now());
  }

  private static Entity changed(Entity before, Call call, boolean byId) {
    Fields fields = call.fields();
    Map<String, String> kept = before.metadata();
    if (byId && kept != null && kept.isEmpty()) {
      kept = null;
    }
    return new Entity(
        before.namespace(),
        before.id(),
        fields.text("name").isEmpty() ? before.name() : fields.text("name"),
        fields.given("metadata") ? fields.pairs("metadata") : kept,
        fields.given("policies") ? Lists.distinct(fields.list("policies")) : before.policies(),
        fields.given("disabled") ? fields.flag("disabled") : before.disabled(),
        before.merged(),
        before.created(),
        call.now());
  }

  private static Response made(Entity entity) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("aliases", null);
    data.put("id", entity.id());
    data.put("name", entity.name());
    return Response.of(data);
  }

  private static Decision delete(@Nullable EntityRow row) {
    return row == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new EntityDeleted(row.entity().id()));
  }

  private static Decision deleteMany(Call call, View head) {
    List<String> ids = call.fields().list("entity_ids");
    if (ids.isEmpty()) {
      throw Refusal.badRequest("missing entity ids to delete");
    }
    List<Event> events = new ArrayList<>();
    for (String id : Lists.distinct(ids)) {
      if (Entities.find(head, id) != null) {
        events.add(new EntityDeleted(id));
      }
    }
    return Decision.of(Response.nothing(), events);
  }
}
