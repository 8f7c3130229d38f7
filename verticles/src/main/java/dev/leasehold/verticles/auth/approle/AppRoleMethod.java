package dev.leasehold.verticles.auth.approle;

import dev.leasehold.events.AppRole;
import dev.leasehold.events.Login;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Token;
import dev.leasehold.projections.approle.AppRoles;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Overdue;
import dev.leasehold.verticles.engine.Renewal;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The approle method.
public final class AppRoleMethod implements Engine {
  private static final String TIDIES =
      "Tidy operation successfully started. Any information from the operation will be printed to"
          + " Vault's server logs.";

  @Override
  public String type() {
    return "approle";
  }

  @Override
  public MountTable table() {
    return MountTable.AUTH;
  }

  @Override
  public List<Route> routes(Mount mount) {
    RoleRoutes roles = new RoleRoutes();
    List<Route> routes = new ArrayList<>();
    routes.add(Route.at("role/").list(roles::list));
    routes.add(
        Route.at("role/{role_name}")
            .fields(RoleForm.FIELDS)
            .existing(roles::exists)
            .read(roles::read)
            .write(roles::write)
            .delete(roles::delete));
    routes.add(
        Route.at("role/{role_name}/role-id")
            .fields(Field.text("role_id", "Identifier of the role"))
            .read(roles::readId)
            .write(roles::writeId));
    RoleParts.ALL.forEach(part -> routes.add(part.route()));
    routes.addAll(new SecretIdRoutes().routes());
    routes.add(
        Route.at("login")
            .unauthenticated()
            .fields(
                Field.text("role_id", "Unique identifier of the role"),
                Field.text("secret_id", "Secret id that belongs to the role").keptSecret())
            .on(AppRoleLogin.HANDLER, Operation.CREATE, Operation.UPDATE));
    // What has ended is refused at once and erased by itself; there is nothing to wait for.
    routes.add(
        Route.at("tidy/secret-id").write((call, head) -> Decision.of(Response.accepted(TIDIES))));
    return routes;
  }

  @Override
  public Overdue overdue(View head, Instant now, int room) {
    return EndedSecretIds.page(head, now, room);
  }

  @Override
  public boolean hasRoles() {
    return true;
  }

  @Override
  public String roleOf(Mount mount, Map<String, Object> data, View state) {
    Object roleId = data.get("role_id");
    String name =
        roleId instanceof String text ? AppRoles.nameOf(state, mount.uuid(), text.strip()) : null;
    return name == null ? "" : name;
  }

  @Override
  public Renewal renewal(Token token, Login login, Call call, View state) {
    String name = login.memory().getOrDefault(AppRoleLogin.ROLE_NAME, "");
    AppRole role = AppRoles.find(state, login.mount(), name);
    if (role == null) {
      throw Refusal.internal(
          "failed to renew entry: role " + GoText.quoted(name) + " does not exist during renewal");
    }
    return new Renewal.Allowed(
        role.parameters().ttlSeconds(),
        role.parameters().maxTtlSeconds(),
        role.parameters().periodSeconds());
  }
}
