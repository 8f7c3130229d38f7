package dev.leasehold.verticles.auth.userpass;

import dev.leasehold.events.Login;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Token;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.userpass.User;
import dev.leasehold.projections.userpass.UserProjection;
import dev.leasehold.verticles.auth.login.TokenPolicies;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Renewal;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.List;

/// The userpass method.
public final class UserpassMethod implements Engine {
  static final Field PASSWORD = Field.text("password", "Password for this user").keptSecret();

  @Override
  public String type() {
    return "userpass";
  }

  @Override
  public MountTable table() {
    return MountTable.AUTH;
  }

  @Override
  public List<Route> routes(Mount mount) {
    UserRoutes users = new UserRoutes();
    return List.of(
        Route.at("users/").list(users::list),
        Route.at("users/{username}")
            .fields(UserRoutes.FIELDS)
            .existing(users::exists)
            .read(users::read)
            .on(new Handler.Prepared(users::hash, users::write), WRITING)
            .delete(users::delete),
        Route.at("users/{username}/password")
            .fields(PASSWORD)
            .on(new Handler.Prepared(users::hash, users::changePassword), WRITING),
        Route.at("users/{username}/policies")
            .fields(
                Field.commaList("policies", "Use \"token_policies\" instead"),
                Field.commaList("token_policies", "Comma-separated list of policies"))
            .write(users::changePolicies),
        Route.at("login/{username}")
            .unauthenticated()
            .fields(PASSWORD)
            .on(UserLogin.HANDLER, WRITING),
        Route.at("login/{path+...}").unauthenticated().freeForm().on(UserLogin.NOBODY, WRITING));
  }

  private static final Operation[] WRITING = {Operation.CREATE, Operation.UPDATE};

  @Override
  public Renewal renewal(Token token, Login login, Call call, View state) {
    User user = UserProjection.find(state, login.mount(), login.alias());
    if (user == null) {
      return new Renewal.Gone();
    }
    if (!TokenPolicies.equivalent(user.parameters().policies(), token.policies())) {
      throw Refusal.internal(Renewal.POLICIES_CHANGED);
    }
    return new Renewal.Allowed(
        user.parameters().ttlSeconds(),
        user.parameters().maxTtlSeconds(),
        user.parameters().periodSeconds());
  }
}
