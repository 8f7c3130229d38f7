package dev.leasehold.verticles.engine.database;

import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Rotation;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Connections: how they are configured, shown, deleted and reset.
final class ConnectionRoutes {
  static final Duration VERIFY_TIMEOUT = Duration.ofSeconds(10);

  private static final Field[] FIELDS = {
    Field.text("name", "Name of this database connection"),
    Field.text("plugin_name", "The kind of database, as postgresql-database-plugin."),
    Field.text("plugin_version", "The version of the plugin to use."),
    Field.flag("verify_connection", "Whether the details are verified by connecting.")
        .fallback(true),
    Field.commaList("allowed_roles", "Names of the roles that may use this connection."),
    Field.stringList("root_rotation_statements", "Statements that change the root password."),
    Field.text("password_policy", "Password policy to use when generating passwords.")
  };

  private ConnectionRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("config/").list(ConnectionRoutes::list),
        Route.at("config/{name}")
            .fields(FIELDS)
            .freeForm()
            .existing(ConnectionRoutes::exists)
            .read(ConnectionRoutes::read)
            .delete(ConnectionRoutes::delete)
            .on(new Handler.Outbound(ConnectionRoutes::write), Operation.CREATE, Operation.UPDATE),
        Route.at("reset/{name}")
            .on(new Handler.Outbound(ConnectionRoutes::reset), Operation.UPDATE));
  }

  private static boolean exists(Call call, View view) {
    return Databases.current(view, call.mount().uuid(), call.fields().text("name")) != null;
  }

  private static Response list(Call call, View view) {
    List<String> names = Databases.connections(view, call.mount().uuid());
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", names));
  }

  private static Response read(Call call, View view) {
    ConnectionVersion version =
        Databases.current(view, call.mount().uuid(), call.fields().text("name"));
    if (version == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("allowed_roles", version.allowedRoles());
    data.put("connection_details", new ConnectionDetails(version.details()).shown());
    data.put("password_policy", version.passwordPolicy());
    data.put("plugin_name", version.plugin());
    data.put("plugin_version", "");
    data.put("root_credentials_rotate_statements", version.rootRotationStatements());
    return Response.of(data);
  }

  private static Handler.Planned write(Call call, View head) {
    ConnectionForm form = ConnectionForm.read(call, head);
    if (!call.fields().flag("verify_connection")) {
      return Handler.Planned.answered(form.decide(call, head));
    }
    String bulkhead = Targets.bulkhead(call.mount().uuid(), form.name());
    return new Handler.Planned(
        Decision.of(Response.nothing()),
        new DatabaseEffect.Verify(form.target(), bulkhead, VERIFY_TIMEOUT),
        (outcome, later, now) -> {
          if (!(outcome instanceof Outcome.Done)) {
            throw Failures.ofVerifying(outcome, form.target());
          }
          return form.decide(later, now);
        });
  }

  private static Decision delete(Call call, View head) {
    String mount = call.mount().uuid();
    String name = call.fields().text("name");
    if (Databases.current(head, mount, name) == null) {
      return Decision.of(Response.nothing());
    }
    List<PayloadName> destroyed = new ArrayList<>(Targets.released(head, mount, name, null));
    Rotation rotation = Databases.rotation(head, mount, name);
    if (rotation != null) {
      destroyed.add(rotation.candidate());
    }
    return Decision.of(Response.nothing(), new DatabaseEvent.ConnectionDeleted(mount, name))
        .destroying(destroyed);
  }

  private static Handler.Planned reset(Call call, View head) {
    String mount = call.mount().uuid();
    String name = call.fields().text("name");
    DatabaseTarget target = currentTarget(head, mount, name);
    return new Handler.Planned(
        Decision.of(Response.nothing()),
        new DatabaseEffect.Reset(target, Targets.bulkhead(mount, name), VERIFY_TIMEOUT),
        (outcome, later, now) ->
            switch (outcome) {
              case Outcome.Done _ -> Decision.of(Response.nothing());
              case Outcome.Refused refused -> throw Failures.ofReset(refused, target);
              case Outcome.Unknown unknown -> throw Failures.ofUnknown(unknown, "");
            });
  }

  /// The connection of this name, or Vault's refusal.
  static ConnectionVersion current(View head, String mount, String name) {
    ConnectionVersion version = Databases.current(head, mount, name);
    if (version == null) {
      throw Refusal.internal("failed to find entry for connection with name: \"" + name + "\"");
    }
    return version;
  }

  /// Where the connection of this name leads, or a refusal.
  static DatabaseTarget currentTarget(View head, String mount, String name) {
    DatabaseTarget target = Targets.of(head, current(head, mount, name));
    if (target == null) {
      throw Refusal.internal("the password of connection \"" + name + "\" is gone");
    }
    return target;
  }
}
