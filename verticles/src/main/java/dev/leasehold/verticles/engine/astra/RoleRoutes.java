package dev.leasehold.verticles.engine.astra;

import dev.leasehold.events.AstraEvent;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.Role;
import dev.leasehold.projections.astra.RoleKey;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Roles: which of Astra's roles a token gets, and for how long. A write keeps what it does not
/// name, and does not ask whether its organization is configured.
final class RoleRoutes {
  private static final long DAY = 86_400;
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final Field[] FIELDS = {
    Arguments.ORG_ID,
    Arguments.ROLE_NAME,
    Arguments.ROLE,
    Field.text("role_id", "UUID of the role in Astra."),
    Field.seconds("ttl", "For how long a token lives; a day where not given."),
    Field.seconds("max_ttl", "For how long at most; a day where not given.")
  };

  private RoleRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("role")
            .fields(FIELDS)
            .existing(RoleRoutes::exists)
            .read(RoleRoutes::read)
            .write(RoleRoutes::write)
            .delete(RoleRoutes::delete),
        Route.at("roles/").fields(Arguments.ORG_ID).list(RoleRoutes::list));
  }

  private static boolean exists(Call call, View view) {
    Fields fields = call.fields();
    String role = fields.given("role_name") ? fields.text("role_name") : fields.text("role");
    return Astras.role(view, call.mount().uuid(), fields.text("org_id"), role) != null;
  }

  private static Response read(Call call, View view) {
    String role = Arguments.role(call);
    String org = Arguments.org(call);
    Role found = Astras.role(view, call.mount().uuid(), org, role);
    if (found == null) {
      throw Refusal.notFound();
    }
    return Response.of(shown(org, role, found));
  }

  private static Map<String, Object> shown(String org, String name, Role role) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("max_ttl", DurationText.format(Duration.ofSeconds(role.maxTtlSeconds())));
    data.put("org_id", org);
    data.put("role_id", role.roleId());
    data.put("role_name", name);
    data.put("ttl", DurationText.format(Duration.ofSeconds(role.ttlSeconds())));
    return data;
  }

  private static Decision write(Call call, View head) {
    Fields fields = call.fields();
    String role = Arguments.role(call);
    String org = Arguments.org(call);
    Role before = Astras.role(head, call.mount().uuid(), org, role);
    if (!fields.given("role_id") && before == null) {
      throw Refusal.badRequest("please provide a role_id argument");
    }
    String roleId =
        fields.given("role_id") || before == null ? fields.text("role_id") : before.roleId();
    if (!UUID.matcher(roleId).matches()) {
      throw Refusal.badRequest("the role_id argument must be the UUID of a role in Astra");
    }
    long max = seconds(fields, "max_ttl", before == null ? null : before.maxTtlSeconds());
    long ttl = seconds(fields, "ttl", before == null ? null : before.ttlSeconds());
    return Decision.of(
        Response.nothing(),
        new AstraEvent.RoleWritten(
            call.mount().uuid(), org, role, roleId, Math.min(ttl, max), max));
  }

  private static long seconds(Fields fields, String name, @Nullable Long before) {
    if (!fields.given(name) && before != null) {
      return before;
    }
    long given = fields.seconds(name);
    return given == 0 ? DAY : given;
  }

  private static Decision delete(Call call, View head) {
    String role = Arguments.role(call);
    String org = Arguments.org(call);
    String mount = call.mount().uuid();
    return Astras.role(head, mount, org, role) == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new AstraEvent.RoleDeleted(mount, org, role));
  }

  /// A name that several organizations have is shown with its organization before it.
  private static Response list(Call call, View view) {
    String mount = call.mount().uuid();
    String org = call.fields().text("org_id");
    List<RoleKey> all =
        Astras.roles(view, mount).stream()
            .filter(key -> org.isEmpty() || key.org().equals(org))
            .toList();
    if (all.isEmpty()) {
      throw Arguments.notFound("no roles found");
    }
    Map<String, Integer> counts = new HashMap<>();
    all.forEach(key -> counts.merge(key.role(), 1, Integer::sum));
    Map<String, Object> info = new LinkedHashMap<>();
    for (RoleKey key : all) {
      Role role = Astras.role(view, mount, key.org(), key.role());
      if (role != null) {
        boolean alone = counts.getOrDefault(key.role(), 0) == 1;
        info.put(
            alone ? key.role() : key.org() + ":" + key.role(), shown(key.org(), key.role(), role));
      }
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("key_info", info);
    data.put("keys", List.copyOf(info.keySet()));
    return Response.of(data);
  }
}
