package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.DatabaseEvent.StaticRoleWritten;
import dev.leasehold.projections.database.DatabaseSweep;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.StaticRole;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Static roles: users that are there already, whose passwords are changed again and again, and the
/// passwords that they have now. A role that is new is there once its first rotation is done.
final class StaticRoleRoutes {
  /// As often as Vault looks for what is due.
  private static final long SHORTEST_PERIOD = 5;

  private static final Field[] FIELDS = {
    Field.text("name", "Name of the role."),
    Field.text("db_name", "Name of the database this role acts on."),
    Field.text("credential_type", "The type of credential to manage.")
        .fallback(CredentialConfig.PASSWORD),
    Field.pairs("credential_config", "The configuration for the given credential_type."),
    Field.text("username", "Name of the user whose password is managed."),
    Field.seconds("rotation_period", "How often the password is changed."),
    Field.stringList("rotation_statements", "Statements that change the password.")
  };

  private StaticRoleRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("static-roles/").list(StaticRoleRoutes::list),
        Route.at("static-roles/{name}")
            .fields(FIELDS)
            .existing(StaticRoleRoutes::exists)
            .read(StaticRoleRoutes::read)
            .delete(StaticRoleRoutes::delete)
            .on(new Handler.Outbound(StaticRoleRoutes::write), Operation.CREATE, Operation.UPDATE),
        Route.at("static-creds/{name}").read(StaticRoleRoutes::credentials),
        Route.at("rotate-role/{name}")
            .on(new Handler.Outbound(ForcedRotation::plan), Operation.UPDATE));
  }

  /// The static role that a call names, or null where there is none for clients.
  static @Nullable StaticRole named(Call call, View view) {
    StaticRole role = Databases.staticRole(view, call.mount().uuid(), call.fields().text("name"));
    return role == null || !role.ready() ? null : role;
  }

  private static boolean exists(Call call, View view) {
    return named(call, view) != null;
  }

  private static Response list(Call call, View view) {
    List<String> names = Databases.staticRoles(view, call.mount().uuid());
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", names));
  }

  private static Response read(Call call, View view) {
    StaticRole role = named(call, view);
    if (role == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    if (!role.credentialConfig().isEmpty()) {
      data.put("credential_config", CredentialConfig.shown(role.credentialConfig()));
    }
    data.put("credential_type", role.credentialType());
    data.put("db_name", role.connection());
    data.put("last_vault_rotation", role.rotated());
    data.put("rotation_period", role.rotationPeriodSeconds());
    data.put("rotation_statements", role.rotationStatements());
    data.put("username", role.userName());
    return Response.of(data);
  }

  private static Response credentials(Call call, View view) {
    String name = call.fields().text("name");
    StaticRole role = named(call, view);
    if (role == null || role.password() == null) {
      throw Refusal.badRequest("unknown role: " + name);
    }
    CredentialRoutes.refuseUnlessAllowed(
        name, ConnectionRoutes.current(view, call.mount().uuid(), role.connection()));
    SecretBytes password = view.payload(role.password());
    if (password == null) {
      throw Refusal.of(Refusal.Kind.UNAVAILABLE, "the password has just been rotated");
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("last_vault_rotation", role.rotated());
    if (role.credentialType().equals(CredentialConfig.PASSWORD)) {
      data.put("password", password);
    }
    data.put("rotation_period", role.rotationPeriodSeconds());
    if (role.credentialType().equals(CredentialConfig.RSA)) {
      data.put("rsa_private_key", "");
    }
    data.put("ttl", ttl(role, call.now()));
    data.put("username", role.userName());
    return Response.of(data);
  }

  /// The seconds until the next rotation is due, to the nearest; 0 where it is late.
  private static long ttl(StaticRole role, Instant now) {
    Duration left = Duration.between(now, role.rotated().plusSeconds(role.rotationPeriodSeconds()));
    return Math.max(0, left.plusMillis(500).toSeconds());
  }

  private static Handler.Planned write(Call call, View head) {
    Fields fields = call.fields();
    String mount = call.mount().uuid();
    String name = fields.text("name");
    if (Databases.role(head, mount, name) != null) {
      throw Refusal.badRequest("Role and Static Role names must be unique");
    }
    StaticRole before = Databases.staticRole(head, mount, name);
    StaticRoleWritten written = form(fields, mount, name, before);
    if (before != null && !before.ready()) {
      throw Refusal.internal("error setting credentials: the first rotation is not settled yet");
    }
    if (before != null) {
      return Handler.Planned.answered(Decision.of(Response.nothing(), written));
    }
    StaticRotation rotation =
        StaticRotation.begin(call.mount().namespace(), written, head, call.now(), call.entropy());
    return ForcedRotation.planned(rotation, rotation.intent().after(written), "");
  }

  private static StaticRoleWritten form(
      Fields fields, String mount, String name, @Nullable StaticRole before) {
    String connection =
        fields.given("db_name") || before == null ? fields.text("db_name") : before.connection();
    if (connection.isEmpty()) {
      throw Refusal.badRequest("database name is a required field");
    }
    String userName = fields.text("username");
    if (userName.isEmpty() && before == null) {
      throw Refusal.badRequest("username is a required field to create a static account");
    }
    if (before != null && !before.userName().equals(userName)) {
      throw Refusal.badRequest("cannot update static account username");
    }
    long period = period(fields, before);
    String type =
        fields.given("credential_type") || before == null
            ? fields.text("credential_type")
            : before.credentialType();
    Map<String, String> config = CredentialConfig.read(type, fields.pairs("credential_config"));
    return new StaticRoleWritten(
        mount,
        name,
        connection,
        userName,
        period,
        fields.given("rotation_statements") || before == null
            ? fields.list("rotation_statements")
            : before.rotationStatements(),
        type,
        config.isEmpty() && before != null ? before.credentialConfig() : config);
  }

  private static long period(Fields fields, @Nullable StaticRole before) {
    if (!fields.given("rotation_period")) {
      if (before == null) {
        throw Refusal.badRequest("rotation_period is required to create static accounts");
      }
      return before.rotationPeriodSeconds();
    }
    long period = fields.seconds("rotation_period");
    if (period < SHORTEST_PERIOD) {
      throw Refusal.badRequest("rotation_period must be " + SHORTEST_PERIOD + " seconds or more");
    }
    return period;
  }

  private static Decision delete(Call call, View head) {
    String mount = call.mount().uuid();
    String name = call.fields().text("name");
    return Databases.staticRole(head, mount, name) == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new DatabaseEvent.StaticRoleDeleted(mount, name))
            .destroying(DatabaseSweep.ofStaticRole(head, mount, name));
  }
}
