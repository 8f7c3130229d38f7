package dev.leasehold.verticles.auth.approle;

import dev.leasehold.events.AppRole;
import dev.leasehold.events.AppRoleEvent;
import dev.leasehold.projections.approle.AppRoles;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The roles: written, read, listed, deleted, and their role ids.
final class RoleRoutes {
  private static final int MAX_LISTED = 1_000_000;
  private static final String LONGER =
      "token_max_ttl is greater than the backend mount's maximum TTL value; issued tokens' max TTL"
          + " value will be truncated";
  private static final String UNBOUND =
      "Role does not have any constraints set on it. Updates to this role will require a"
          + " constraint to be set";

  boolean exists(Call call, View state) {
    return find(call, state) != null;
  }

  Response list(Call call, View state) {
    List<String> names = AppRoles.names(state, call.mount().uuid(), MAX_LISTED);
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    names.sort(null);
    return Response.of(Map.of("keys", names));
  }

  Response read(Call call, View state) {
    AppRole role = found(call, state);
    Map<String, Object> data = new TreeMap<>();
    data.put("bind_secret_id", role.bindSecretId());
    data.put("secret_id_bound_cidrs", role.boundCidrs());
    data.put("secret_id_num_uses", role.numUses());
    data.put("secret_id_ttl", role.ttlSeconds());
    data.put("local_secret_ids", role.local());
    RoleForm.TOKEN.show(role.parameters(), data);
    Response response = Response.of(data);
    return isBound(role) ? response : response.warned(List.of(UNBOUND));
  }

  Decision write(Call call, View head) {
    AppRole role = RoleForm.read(call, find(call, head));
    List<String> warnings = new ArrayList<>();
    String type = call.fields().given("token_type") ? call.fields().text("token_type") : "";
    if (type.startsWith("default-")) {
      warnings.add(type + " has no useful meaning; adjusting to " + role.parameters().type());
    }
    if (role.parameters().maxTtlSeconds() > call.ttls().maxOf(call.mount())) {
      warnings.add(LONGER);
    }
    return written(call, head, role).answering(Response.nothing().warned(warnings));
  }

  Decision delete(Call call, View head) {
    return find(call, head) == null
        ? Decision.of(Response.nothing())
        : Decision.of(
            Response.nothing(), new AppRoleEvent.RoleDeleted(call.mount().uuid(), name(call)));
  }

  Response readId(Call call, View state) {
    return Response.of(Map.of("role_id", found(call, state).roleId()));
  }

  Decision writeId(Call call, View head) {
    AppRole role = find(call, head);
    if (role == null) {
      throw Refusal.unsupportedPath();
    }
    String roleId = call.fields().text("role_id");
    if (roleId.isEmpty()) {
      throw Refusal.badRequest("missing role_id");
    }
    return written(
        call,
        head,
        new AppRole(
            role.uuid(),
            roleId,
            role.bindSecretId(),
            role.boundCidrs(),
            role.numUses(),
            role.ttlSeconds(),
            role.local(),
            role.parameters()));
  }

  /// The event of a role that was changed, where that may be.
  static Decision written(Call call, View head, AppRole role) {
    if (!isBound(role)) {
      throw Refusal.internal("at least one constraint should be enabled on the role");
    }
    String owner = AppRoles.nameOf(head, call.mount().uuid(), role.roleId());
    if (owner != null && !owner.equals(name(call))) {
      throw Refusal.internal("role_id already in use");
    }
    return Decision.of(
        Response.nothing(), new AppRoleEvent.RoleWritten(call.mount().uuid(), name(call), role));
  }

  static String name(Call call) {
    return call.fields().text("role_name").toLowerCase(Locale.ROOT);
  }

  static @Nullable AppRole find(Call call, View state) {
    return AppRoles.find(state, call.mount().uuid(), name(call));
  }

  static AppRole found(Call call, View state) {
    AppRole role = find(call, state);
    if (role == null) {
      throw Refusal.notFound();
    }
    return role;
  }

  private static boolean isBound(AppRole role) {
    return role.bindSecretId()
        || (role.boundCidrs() != null && !role.boundCidrs().isEmpty())
        || !role.parameters().boundCidrs().isEmpty();
  }
}
