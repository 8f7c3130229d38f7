package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.SysEvent;
import dev.leasehold.projections.settings.SettingsProjection;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.password.PasswordPolicy;
import dev.leasehold.verticles.password.PasswordPolicyError;
import dev.leasehold.verticles.policy.PolicyText;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.List;
import java.util.Map;

/// Policies by which passwords are made, and passwords made by them.
final class PasswordPolicyRoutes {

  List<Route> routes() {
    return List.of(
        Route.at("policies/password/").list(this::list),
        Route.at("policies/password/{name}/generate").read(this::generate),
        Route.at("policies/password/{name}")
            .fields(Field.text("policy", "The password policy"))
            .read(this::read)
            .write(this::write)
            .delete(this::delete));
  }

  private Response list(Call call, View state) {
    List<String> names = SettingsProjection.passwordPolicies(state, call.request().namespace());
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", names));
  }

  private Response read(Call call, View state) {
    return Response.of(Map.of("policy", text(call, state)));
  }

  private static String text(Call call, View state) {
    String text =
        SettingsProjection.passwordPolicy(
            state, call.request().namespace(), call.fields().text("name"));
    if (text == null) {
      throw Refusal.counted(Refusal.Kind.NOT_FOUND, "policy does not exist");
    }
    return text;
  }

  private Response generate(Call call, View state) {
    String password = PasswordPolicy.parse(text(call, state)).generate(call.entropy());
    if (password == null) {
      throw Refusal.internal(
          "failed to generate password from policy: timed out generating string");
    }
    return Response.of(Map.of("password", password));
  }

  private Decision write(Call call, View head) {
    String given = call.fields().text("policy");
    if (given.isEmpty()) {
      throw Refusal.counted(Refusal.Kind.BAD_REQUEST, "missing policy");
    }
    String text = PolicyText.decoded(given);
    try {
      PasswordPolicy.parse(text);
    } catch (PasswordPolicyError error) {
      throw Refusal.counted(Refusal.Kind.BAD_REQUEST, String.valueOf(error.getMessage()));
    }
    return Decision.of(
        Response.nothing(),
        new SysEvent.PasswordPolicyWritten(
            call.request().namespace(), call.fields().text("name"), text));
  }

  private Decision delete(Call call, View head) {
    String namespace = call.request().namespace();
    String name = call.fields().text("name");
    return SettingsProjection.passwordPolicy(head, namespace, name) == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new SysEvent.PasswordPolicyDeleted(namespace, name));
  }
}
