package dev.leasehold.verticles.auth.token;

import dev.leasehold.events.TokenEvent;
import dev.leasehold.events.TokenRole;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.TokenRoles;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The roles of the token method: written, read, listed and deleted.
final class TokenRoleRoutes {
  private static final int MAX_LISTED = 1_000_000;

  List<Route> routes() {
    return List.of(
        Route.at("roles/").list(this::list),
        Route.at("roles/{role_name}")
            .fields(TokenRoleForm.FIELDS)
            .existing((call, state) -> find(call, state) != null)
            .read(this::read)
            .write(this::write)
            .delete(this::delete));
  }

  static @Nullable TokenRole find(Call call, View state) {
    return TokenRoles.find(state, call.request().namespace(), call.fields().text("role_name"));
  }

  private Response list(Call call, View state) {
    List<String> names = TokenRoles.names(state, call.request().namespace(), MAX_LISTED);
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    names.sort(null);
    return Response.of(Map.of("keys", names));
  }

  private Response read(Call call, View state) {
    TokenRole role = find(call, state);
    if (role == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new TreeMap<>();
    data.put("allowed_entity_aliases", role.allowedEntityAliases());
    data.put("allowed_policies", role.allowedPolicies());
    data.put("allowed_policies_glob", role.allowedPoliciesGlob());
    data.put("disallowed_policies", role.disallowedPolicies());
    data.put("disallowed_policies_glob", role.disallowedPoliciesGlob());
    data.put("name", role.name());
    data.put("orphan", role.orphan());
    data.put("path_suffix", role.pathSuffix());
    data.put("renewable", role.renewable());
    data.put("token_explicit_max_ttl", role.parameters().explicitMaxTtlSeconds());
    data.put("token_no_default_policy", role.parameters().noDefaultPolicy());
    data.put("token_period", role.parameters().periodSeconds());
    data.put("token_type", role.parameters().type());
    if (!role.parameters().boundCidrs().isEmpty()) {
      data.put("token_bound_cidrs", role.parameters().boundCidrs());
    }
    if (role.parameters().numUses() > 0) {
      data.put("token_num_uses", role.parameters().numUses());
    }
    List<String> old = role.parameters().old();
    data.put(
        "explicit_max_ttl",
        old.contains("explicit_max_ttl") ? role.parameters().explicitMaxTtlSeconds() : 0L);
    data.put("period", old.contains("period") ? role.parameters().periodSeconds() : 0L);
    if (old.contains("bound_cidrs") && !role.parameters().boundCidrs().isEmpty()) {
      data.put("bound_cidrs", role.parameters().boundCidrs());
    }
    return Response.of(data);
  }

  private Decision write(Call call, View head) {
    List<String> warnings = new ArrayList<>();
    TokenRole role = TokenRoleForm.read(call, find(call, head), warnings);
    return Decision.of(
        Response.nothing().warned(warnings),
        new TokenEvent.TokenRoleWritten(call.request().namespace(), role));
  }

  private Decision delete(Call call, View head) {
    return find(call, head) == null
        ? Decision.of(Response.nothing())
        : Decision.of(
            Response.nothing(),
            new TokenEvent.TokenRoleDeleted(
                call.request().namespace(), call.fields().text("role_name")));
  }
}
