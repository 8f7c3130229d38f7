package dev.leasehold.verticles.engine.identity;

import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.route.Route;
import java.util.List;

/// What aliases were called before Vault 0.9. As there, reading, listing and deleting one is that
/// of an alias, and writing one writes an entity.
final class PersonaRoutes {
  private static final Field[] FIELDS = {
    Field.text("id", "ID of the persona"),
    Field.text("entity_id", "Entity ID to which this persona belongs to"),
    Field.text("mount_accessor", "Mount accessor to which this persona belongs to"),
    Field.text("name", "Name of the persona"),
    Field.pairs("metadata", "Metadata to be associated with the persona."),
    Field.commaList("policies", "Policies of the entity that is written."),
    Field.flag("disabled", "Whether the entity that is written is disabled.")
  };

  private PersonaRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("persona").fields(FIELDS).write(EntityRoutes::write),
        Route.at("persona/id/").list(AliasRoutes::list),
        Route.at("persona/id/{id}")
            .fields(FIELDS)
            .read(AliasRoutes::read)
            .write(EntityRoutes::write)
            .delete(AliasRoutes::delete));
  }
}
