package dev.leasehold.verticles.auth.okta;

import dev.leasehold.events.Login;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.Token;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engine;
import dev.leasehold.verticles.engine.Renewal;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Route;
import java.util.List;

/// The Okta method.
public final class OktaMethod implements Engine {
  private static final Field POLICIES =
      Field.commaList("policies", "List of policies associated with the user or group.");

  @Override
  public String type() {
    return "okta";
  }

  @Override
  public MountTable table() {
    return MountTable.AUTH;
  }

  @Override
  public List<Route> routes(Mount mount) {
    OktaConfiguration configuration = new OktaConfiguration();
    OktaNames names = new OktaNames();
    return List.of(
        Route.at("config")
            .fields(OktaConfiguration.FIELDS)
            .existing(configuration::exists)
            .read(configuration::read)
            .write(configuration::write),
        Route.at("users/{name+...}")
            .fields(POLICIES, Field.commaList("groups", "List of groups associated with the user."))
            .read(names::readUser)
            .write(names::writeUser)
            .delete(names::deleteUser),
        Route.at("users/").list(names::listUsers),
        Route.at("groups/{name+...}")
            .fields(POLICIES)
            .read(names::readGroup)
            .write(names::writeGroup)
            .delete(names::deleteGroup),
        Route.at("groups/").list(names::listGroups),
        Route.at("login/{username+...}")
            .unauthenticated()
            .fields(
                Field.text("password", "Password for this user.").keptSecret(),
                Field.text("totp", "TOTP passcode.").keptSecret(),
                Field.text("nonce", "Nonce of a login with a number challenge."),
                Field.text("provider", "Preferred factor provider."))
            .on(OktaLogin.HANDLER, Operation.CREATE, Operation.UPDATE),
        Route.at("verify/{nonce+...}").unauthenticated().read(OktaMethod::challenge));
  }

  /// Number challenges are not waited for, so there is never one to tell.
  private static Response challenge(Call call, View state) {
    throw Refusal.notFound();
  }

  @Override
  public Renewal renewal(Token token, Login login, Call call, View state) {
    return OktaLogin.renewal(token, login, call, state);
  }
}
