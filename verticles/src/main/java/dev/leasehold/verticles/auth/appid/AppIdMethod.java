package dev.leasehold.verticles.auth.appid;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Login;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Token;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.auth.login.Door;
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

/// The app-id method.
public final class AppIdMethod implements Engine {
  private static final Field[] LOGIN = {
    Field.text("app_id", "The unique app ID"),
    Field.text("user_id", "The unique user ID").keptSecret()
  };

  private final PolicyMap apps =
      new PolicyMap(
          "app-id",
          (call, key) -> hashed(call, "app-id", key),
          Field.text("display_name", "A name to map to this app ID for logs."));
  private final PolicyMap users =
      new PolicyMap(
          "user-id",
          (call, key) -> hashed(call, "user-id", key),
          Field.text("cidr_block", "If not blank, restricts auth by this CIDR block"));
  private final AppIdLogin login = new AppIdLogin(apps, users);

  /// An id as lists show it and the log knows it.
  private static String hashed(Call call, String map, String key) {
    return "s" + call.names().token(SecretBytes.ofUtf8("app-id method/" + map + "/" + key));
  }

  @Override
  public String type() {
    return "app-id";
  }

  @Override
  public MountTable table() {
    return MountTable.AUTH;
  }

  @Override
  public List<Route> routes(Mount mount) {
    Handler handler = Door.unlocked().write(login::attempt);
    List<Route> routes = new ArrayList<>();
    routes.add(
        Route.at("login")
            .unauthenticated()
            .fields(LOGIN)
            .on(handler, Operation.CREATE, Operation.UPDATE));
    routes.add(
        Route.at("login/{app_id+...}")
            .unauthenticated()
            .fields(LOGIN)
            .on(handler, Operation.CREATE, Operation.UPDATE));
    routes.addAll(apps.routes());
    routes.addAll(users.routes());
    return routes;
  }

  @Override
  public Renewal renewal(Token token, Login made, Call call, View state) {
    return login.renewal(token, made, call, state);
  }
}
