package dev.leasehold.verticles.engine.identity;

import dev.leasehold.events.Event;
import dev.leasehold.events.IdentityAlias;
import dev.leasehold.events.IdentityEvent.EntityAliasDeleted;
import dev.leasehold.events.IdentityEvent.EntityAliasWritten;
import dev.leasehold.events.IdentityEvent.EntityMerged;
import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes several entities one. Policies and metadata are those of the one that stays; the tokens of
/// the others are its tokens from then on. Where two aliases on one mount meet, the client says
/// which one stays.
final class MergeRoute {
  static final Field[] FIELDS = {
    Field.commaList("from_entity_ids", "Entity IDs which need to get merged"),
    Field.text("to_entity_id", "Entity ID into which the others are merged"),
    Field.commaList("conflicting_alias_ids_to_keep", "Alias IDs to keep in case of conflicts"),
    Field.flag("force", "Whether MFA secrets of the entity that stays win")
  };

  private MergeRoute() {}

  static Decision merge(Call call, View head) {
    String to = call.fields().text("to_entity_id");
    if (to.isEmpty()) {
      throw Refusal.badRequest("missing entity id to merge to");
    }
    List<String> from = call.fields().list("from_entity_ids");
    if (from.isEmpty()) {
      throw Refusal.badRequest("missing entity ids to merge from");
    }
    List<String> keep = call.fields().list("conflicting_alias_ids_to_keep");
    EntityRow into = Entities.find(head, to);
    if (into == null) {
      throw Refusal.badRequest("entity id to merge to is invalid");
    }
    if (from.size() > 1 && keep.size() > 1) {
      throw Refusal.badRequest(
          "aliases conflicts cannot be resolved with multiple from entity ids - merge one entity"
              + " at a time");
    }
    List<EntityRow> gone = new ArrayList<>();
    for (String id : Lists.distinct(from)) {
      gone.add(source(id, into, head));
    }
    if (keep.isEmpty()) {
      MergeClashes.refuse(into, gone, head);
    }
    List<IdentityAlias> staying = new ArrayList<>(Entities.aliases(head, into));
    List<Event> events = new ArrayList<>();
    gone.forEach(row -> merge(row, into, staying, keep, head, events));
    return Decision.of(Response.nothing(), events);
  }

  private static EntityRow source(String id, EntityRow into, View head) {
    if (id.equals(into.entity().id())) {
      throw Refusal.badRequest("to_entity_id should not be present in from_entity_ids");
    }
    EntityRow row = Entities.find(head, id);
    if (row == null) {
      throw Refusal.badRequest("entity id to merge from is invalid");
    }
    return row;
  }

  private static void merge(
      EntityRow gone,
      EntityRow into,
      List<IdentityAlias> staying,
      List<String> keep,
      View head,
      List<Event> events) {
    for (IdentityAlias alias : Entities.aliases(head, gone)) {
      IdentityAlias rival = rival(alias, staying);
      if (rival != null && keep.contains(rival.id())) {
        continue;
      }
      if (rival != null && !keep.contains(alias.id())) {
        throw Refusal.badRequest(
            "conflicting mount accessors in following alias IDs and neither were present in"
                + " conflicting_alias_ids_to_keep: "
                + alias.id()
                + ", "
                + rival.id());
      }
      if (rival != null) {
        staying.remove(rival);
        events.add(new EntityAliasDeleted(rival.id()));
      }
      events.add(new EntityAliasWritten(moved(alias, into.entity().id())));
    }
    events.add(new EntityMerged(gone.entity().id(), into.entity().id()));
  }

  private static @Nullable IdentityAlias rival(IdentityAlias alias, List<IdentityAlias> staying) {
    return staying.stream()
        .filter(other -> other.mountAccessor().equals(alias.mountAccessor()))
        .findFirst()
        .orElse(null);
  }

  private static IdentityAlias moved(IdentityAlias alias, String owner) {
    List<String> from = new ArrayList<>(alias.mergedFrom());
    from.add(alias.owner());
    return new IdentityAlias(
        alias.namespace(),
        alias.id(),
        owner,
        alias.mountAccessor(),
        alias.name(),
        alias.metadata(),
        alias.customMetadata(),
        from,
        alias.local(),
        alias.created(),
        alias.updated());
  }
}
