package dev.leasehold.verticles.engine.identity;

import dev.leasehold.events.Entity;
import dev.leasehold.events.Event;
import dev.leasehold.events.IdentityAlias;
import dev.leasehold.events.IdentityEvent.EntityAliasDeleted;
import dev.leasehold.events.IdentityEvent.EntityAliasWritten;
import dev.leasehold.events.IdentityEvent.EntityWritten;
import dev.leasehold.events.Mount;
import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.identity.EntityRow;
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
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Aliases of entities. The old paths `alias` and `alias/id` lead to the same.
final class AliasRoutes {
  private static final Field[] FIELDS = {
    Field.text("id", "ID of the entity alias. If set, updates the corresponding entity alias."),
    Field.text("entity_id", "Entity ID to which this alias belongs; use canonical_id."),
    Field.text("canonical_id", "Entity ID to which this alias belongs"),
    Field.text("mount_accessor", "Mount accessor to which this alias belongs to"),
    Field.text("name", "Name of the alias"),
    Field.pairs("custom_metadata", "User provided key-value pairs")
  };

  private AliasRoutes() {}

  static List<Route> all() {
    return Stream.of("entity-alias", "alias").flatMap(AliasRoutes::at).toList();
  }

  private static Stream<Route> at(String path) {
    return Stream.of(
        Route.at(path).fields(FIELDS).write(AliasRoutes::write),
        Route.at(path + "/id/").list(AliasRoutes::list),
        Route.at(path + "/id/{id}")
            .fields(FIELDS)
            .read(AliasRoutes::read)
            .write(AliasRoutes::write)
            .delete(AliasRoutes::delete));
  }

  static Response list(Call call, View view) {
    return EntityAnswers.aliases(Entities.allAliases(view, Lists.MAX_LISTED), view);
  }

  static Response read(Call call, View view) {
    IdentityAlias alias = Entities.alias(view, call.fields().text("id"));
    if (alias == null) {
      throw Refusal.notFound();
    }
    return EntityAnswers.aliasAlone(alias, view);
  }

  static Decision delete(Call call, View head) {
    IdentityAlias alias = Entities.alias(head, call.fields().text("id"));
    return alias == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new EntityAliasDeleted(alias.id()));
  }

  private static Decision write(Call call, View head) {
    Fields fields = call.fields();
    CustomMetadata.check(fields.pairs("custom_metadata"));
    String owner = fields.text("canonical_id");
    owner = owner.isEmpty() ? fields.text("entity_id") : owner;
    if (!fields.text("id").isEmpty()) {
      return writeById(call, owner, head);
    }
    String accessor = fields.text("mount_accessor");
    String name = fields.text("name");
    if (accessor.isEmpty() || name.isEmpty()) {
      throw Refusal.badRequest("'id' or 'mount_accessor' and 'name' must be provided");
    }
    Mount mount = mount(accessor, head);
    IdentityAlias known = Entities.aliasOf(head, accessor, name);
    return known == null
        ? create(call, owner, mount, head)
        : update(call, known, owner, name, accessor, fields.pairs("custom_metadata"), head);
  }

  private static Decision writeById(Call call, String owner, View head) {
    Fields fields = call.fields();
    IdentityAlias known = Entities.alias(head, fields.text("id"));
    if (known == null) {
      throw Refusal.badRequest("invalid alias ID provided");
    }
    String name = fields.text("name");
    String accessor = fields.text("mount_accessor");
    Map<String, String> custom =
        fields.given("custom_metadata") ? fields.pairs("custom_metadata") : known.customMetadata();
    return update(
        call,
        known,
        owner,
        name.isEmpty() ? known.name() : name,
        accessor.isEmpty() ? known.mountAccessor() : accessor,
        custom,
        head);
  }

  private static Mount mount(String accessor, View head) {
    Mount mount = head.small().byAccessor(accessor);
    if (mount == null) {
      throw Refusal.badRequest("invalid mount accessor \"" + accessor + "\"");
    }
    return mount;
  }

  private static Decision create(Call call, String owner, Mount mount, View head) {
    List<Event> events = new ArrayList<>();
    EntityRow row = owner.isEmpty() ? null : Entities.find(head, owner);
    if (!owner.isEmpty() && row == null) {
      throw Refusal.badRequest("invalid canonical ID");
    }
    if (row != null && isOn(row, mount.accessor(), head)) {
      throw Refusal.badRequest("Alias already exists for requested entity and mount accessor");
    }
    if (row == null) {
      Entity made = made(call, head);
      events.add(new EntityWritten(made));
      row = new EntityRow(made, List.of(), List.of());
    }
    IdentityAlias alias =
        new IdentityAlias(
            mount.namespace(),
            call.entropy().uuid(),
            row.entity().id(),
            mount.accessor(),
            call.fields().text("name"),
            null,
            call.fields().pairs("custom_metadata"),
            List.of(),
            mount.local(),
            call.now(),
            call.now());
    events.add(new EntityAliasWritten(alias));
    return Decision.of(named(alias), events);
  }

  private static Entity made(Call call, View head) {
    String namespace = call.mount().namespace();
    return new Entity(
        namespace,
        call.entropy().uuid(),
        FreeName.draw(
            "entity", call.entropy(), name -> Entities.byName(head, namespace, name) == null),
        null,
        List.of(),
        false,
        List.of(),
        call.now(),
        call.now());
  }

  private static boolean isOn(EntityRow row, String accessor, View head) {
    return Entities.aliases(head, row).stream()
        .anyMatch(alias -> alias.mountAccessor().equals(accessor));
  }

  private static Decision update(
      Call call,
      IdentityAlias known,
      String owner,
      String name,
      String accessor,
      @Nullable Map<String, String> custom,
      View head) {
    boolean moves = !owner.isEmpty() && !owner.equals(known.owner());
    boolean sameMount = accessor.equals(known.mountAccessor());
    if (!moves && sameMount && name.equals(known.name()) && same(custom, known.customMetadata())) {
      return Decision.of(Response.nothing());
    }
    EntityRow current = Entities.find(head, known.owner());
    if (current == null) {
      throw Refusal.badRequest("given alias is not associated with an entity");
    }
    if (!sameMount && !moves && isOn(current, accessor, head)) {
      throw Refusal.badRequest(
          "Alias cannot be updated as the entity already has an alias for the given"
              + " 'mount_accessor' ");
    }
    Mount mount = mount(accessor, head);
    IdentityAlias other = Entities.aliasOf(head, accessor, name);
    if (other != null && !other.id().equals(known.id())) {
      throw Refusal.badRequest("alias with combination of mount accessor and name already exists");
    }
    if (moves) {
      checkMove(owner, mount, head);
    }
    IdentityAlias alias =
        new IdentityAlias(
            known.namespace(),
            known.id(),
            moves ? owner : known.owner(),
            accessor,
            name,
            known.metadata(),
            custom,
            known.mergedFrom(),
            known.local(),
            known.created(),
            call.now());
    return Decision.of(named(alias), new EntityAliasWritten(alias));
  }

  private static void checkMove(String owner, Mount mount, View head) {
    if (mount.local()) {
      throw Refusal.badRequest("local aliases can't be moved between entities");
    }
    EntityRow row = Entities.find(head, owner);
    if (row == null) {
      throw Refusal.badRequest("given 'canonical_id' is not associated with an entity");
    }
    if (isOn(row, mount.accessor(), head)) {
      throw Refusal.badRequest(
          "Alias cannot be updated as the given entity already has an alias for this mount ");
    }
  }

  private static boolean same(
      @Nullable Map<String, String> one, @Nullable Map<String, String> other) {
    Map<String, String> none = Map.of();
    return Objects.requireNonNullElse(one, none).equals(Objects.requireNonNullElse(other, none));
  }

  private static Response named(IdentityAlias alias) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("canonical_id", alias.owner());
    data.put("id", alias.id());
    return Response.of(data);
  }
}
