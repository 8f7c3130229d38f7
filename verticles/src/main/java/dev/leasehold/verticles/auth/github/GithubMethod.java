package dev.leasehold.verticles.auth.github;

import dev.leasehold.events.Login;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Token;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.auth.login.PolicyMap;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Renewal;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.List;

/// The GitHub method.
public final class GithubMethod implements Engine {
  private final PolicyMap teams = new PolicyMap("teams");
  private final PolicyMap users = new PolicyMap("users");
  private final GithubLogin login = new GithubLogin(teams, users);

  @Override
  public String type() {
    return "github";
  }

  @Override
  public MountTable table() {
    return MountTable.AUTH;
  }

  @Override
  public List<Route> routes(Mount mount) {
    GithubConfiguration configuration = new GithubConfiguration();
    List<Route> routes = new ArrayList<>();
    routes.add(
        Route.at("config")
            .fields(GithubConfiguration.FIELDS)
            .read(configuration::read)
            .on(new Handler.Outbound(configuration::write), Operation.CREATE, Operation.UPDATE));
    routes.add(
        Route.at("login")
            .unauthenticated()
            .fields(Field.text("token", "GitHub personal API token").keptSecret())
            .on(login.handler(), Operation.CREATE, Operation.UPDATE));
    routes.addAll(teams.routes());
    routes.addAll(users.routes());
    return routes;
  }

  @Override
  public Renewal renewal(Token token, Login made, Call call, View state) {
    return login.renewal(token, made, call, state);
  }
}
