package dev.leasehold.verticles.engine.database;

import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Role;
import dev.leasehold.projections.database.StaticRole;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Roles: which statements make a user, and for how long. A write keeps what it does not name, and
/// does not ask whether its connection exists.
final class RoleRoutes {
  private static final Role BLANK =
      new Role(
          "",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          CredentialConfig.PASSWORD,
          Map.of(),
          0,
          0);

  private static final Field[] FIELDS = {
    Field.text("name", "Name of the role."),
    Field.text("db_name", "Name of the database connection that this role acts on."),
    Field.text("credential_type", "The type of credential to manage.")
        .fallback(CredentialConfig.PASSWORD),
    Field.pairs("credential_config", "The configuration for the given credential_type."),
    Field.seconds("default_ttl", "Default ttl for role."),
    Field.seconds("max_ttl", "Maximum time a credential is valid for"),
    Field.stringList("creation_statements", "Statements that create a user."),
    Field.stringList("revocation_statements", "Statements that revoke a user."),
    Field.stringList("renew_statements", "Statements that renew a user."),
    Field.stringList("rollback_statements", "Statements that undo a creation that failed.")
  };

  private RoleRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("roles/").list(RoleRoutes::list),
        Route.at("roles/{name}")
            .fields(FIELDS)
            .existing(RoleRoutes::exists)
            .read(RoleRoutes::read)
            .write(RoleRoutes::write)
            .delete(RoleRoutes::delete));
  }

  private static boolean exists(Call call, View view) {
    return Databases.role(view, call.mount().uuid(), call.fields().text("name")) != null;
  }

  private static Response list(Call call, View view) {
    List<String> names = Databases.roles(view, call.mount().uuid());
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", names));
  }

  private static Response read(Call call, View view) {
    Role role = Databases.role(view, call.mount().uuid(), call.fields().text("name"));
    if (role == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("creation_statements", role.creationStatements());
    if (!role.credentialConfig().isEmpty()) {
      data.put("credential_config", CredentialConfig.shown(role.credentialConfig()));
    }
    data.put("credential_type", role.credentialType());
    data.put("db_name", role.connection());
    data.put("default_ttl", role.defaultTtlSeconds());
    data.put("max_ttl", role.maxTtlSeconds());
    data.put("renew_statements", role.renewStatements());
    data.put("revocation_statements", role.revocationStatements());
    data.put("rollback_statements", role.rollbackStatements());
    return Response.of(data);
  }

  private static Decision write(Call call, View head) {
    Fields fields = call.fields();
    String mount = call.mount().uuid();
    String name = fields.text("name");
    StaticRole other = Databases.staticRole(head, mount, name);
    if (other != null) {
      throw Refusal.badRequest("Role and Static Role names must be unique");
    }
    Role found = Databases.role(head, mount, name);
    Role before = found == null ? BLANK : found;
    String connection = fields.given("db_name") ? fields.text("db_name") : before.connection();
    if (connection.isEmpty()) {
      throw Refusal.badRequest("database name is required");
    }
    String type =
        fields.given("credential_type") ? fields.text("credential_type") : before.credentialType();
    return Decision.of(
        Response.nothing(),
        new DatabaseEvent.RoleWritten(
            mount,
            name,
            connection,
            statements(fields, "creation_statements", before.creationStatements()),
            statements(fields, "revocation_statements", before.revocationStatements()).stream()
                .filter(statement -> !statement.isEmpty())
                .toList(),
            statements(fields, "rollback_statements", before.rollbackStatements()),
            statements(fields, "renew_statements", before.renewStatements()),
            type,
            config(fields, type, before),
            seconds(fields, "default_ttl", before.defaultTtlSeconds()),
            seconds(fields, "max_ttl", before.maxTtlSeconds())));
  }

  private static List<String> statements(Fields fields, String name, List<String> before) {
    return fields.given(name) ? fields.list(name) : before;
  }

  private static long seconds(Fields fields, String name, long before) {
    return fields.given(name) ? fields.seconds(name) : before;
  }

  /// What was there before stays where nothing is given that the type knows.
  private static Map<String, String> config(Fields fields, String type, Role before) {
    Map<String, String> known = CredentialConfig.read(type, fields.pairs("credential_config"));
    return known.isEmpty() ? before.credentialConfig() : known;
  }

  private static Decision delete(Call call, View head) {
    String mount = call.mount().uuid();
    String name = call.fields().text("name");
    return Databases.role(head, mount, name) == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new DatabaseEvent.RoleDeleted(mount, name));
  }
}
