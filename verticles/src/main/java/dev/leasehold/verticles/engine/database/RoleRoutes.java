package dev.leasehold.verticles.engine.database;

import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Role;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Roles: which statements make a user, and for how long. A write keeps what it does not name, and
/// does not ask whether its connection exists.
final class RoleRoutes {
  static final String PASSWORD = "password";
  private static final String RSA = "rsa_private_key";
  private static final String CERTIFICATE = "client_certificate";

  private static final Role BLANK =
      new Role("", List.of(), List.of(), List.of(), List.of(), PASSWORD, Map.of(), 0, 0);

  private static final Field[] FIELDS = {
    Field.text("name", "Name of the role."),
    Field.text("db_name", "Name of the database connection that this role acts on."),
    Field.text("credential_type", "The type of credential to manage.").fallback(PASSWORD),
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
      data.put("credential_config", shown(role.credentialConfig()));
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

  private static Map<String, Object> shown(Map<String, String> config) {
    Map<String, Object> shown = new TreeMap<>(config);
    shown.computeIfPresent("key_bits", (_, bits) -> Long.valueOf(String.valueOf(bits)));
    return shown;
  }

  private static Decision write(Call call, View head) {
    Fields fields = call.fields();
    String mount = call.mount().uuid();
    String name = fields.text("name");
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

  /// What is kept of a credential's configuration: only what its type knows, and what was there
  /// before where nothing of that is given.
  private static Map<String, String> config(Fields fields, String type, Role before) {
    Map<String, String> given = fields.pairs("credential_config");
    Map<String, String> known =
        switch (type) {
          case PASSWORD -> password(given);
          case RSA -> rsa(given);
          case CERTIFICATE -> throw invalid("invalid key_type");
          default -> throw Refusal.badRequest("invalid credential_type " + GoText.quoted(type));
        };
    return known.isEmpty() ? before.credentialConfig() : known;
  }

  private static Map<String, String> password(Map<String, String> given) {
    String policy = given.getOrDefault("password_policy", "");
    return policy.isEmpty() ? Map.of() : Map.of("password_policy", policy);
  }

  private static Map<String, String> rsa(Map<String, String> given) {
    String format = given.getOrDefault("format", "");
    if (!format.isEmpty() && !format.toLowerCase(Locale.ROOT).equals("pkcs8")) {
      throw invalid("invalid format: " + format);
    }
    String bits = given.getOrDefault("key_bits", "0");
    if (!Set.of("0", "2048", "3072", "4096").contains(bits)) {
      throw invalid("invalid key_bits: " + bits);
    }
    return Map.of(
        "format",
        format.isEmpty() ? "pkcs8" : format,
        "key_bits",
        bits.equals("0") ? "2048" : bits);
  }

  private static Refusal invalid(String problem) {
    return Refusal.badRequest("credential_config validation failed: " + problem);
  }

  private static Decision delete(Call call, View head) {
    String mount = call.mount().uuid();
    String name = call.fields().text("name");
    return Databases.role(head, mount, name) == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new DatabaseEvent.RoleDeleted(mount, name));
  }
}
