package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.SysEvent;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.policy.BuiltInPolicies;
import dev.leasehold.verticles.policy.PolicyError;
import dev.leasehold.verticles.policy.PolicyNames;
import dev.leasehold.verticles.policy.PolicyParser;
import dev.leasehold.verticles.policy.PolicyText;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// ACL policies, under their name of today (`sys/policies/acl`) and their old one (`sys/policy`).
final class PolicyRoutes {
  private static final Field POLICY = Field.text("policy", "The rules of the policy");
  private static final Field RULES = Field.text("rules", "The rules of the policy");

  List<Route> routes() {
    return List.of(
        Route.at("policies/acl/").list(this::list),
        Route.at("policies/acl/{name+...}")
            .fields(POLICY)
            .read((call, state) -> read(call, state, false))
            .write((call, head) -> write(call, false))
            .delete(this::delete),
        Route.at("policy").read(this::listOld),
        Route.at("policy/").list(this::listOld),
        Route.at("policy/{name+...}")
            .fields(POLICY, RULES)
            .read((call, state) -> read(call, state, true))
            .write((call, head) -> write(call, true))
            .delete(this::delete));
  }

  private static List<String> names(Call call, View state) {
    return PolicyNames.listed(state.small().policyNames(call.request().namespace()));
  }

  private Response list(Call call, View state) {
    return Response.of(Map.of("keys", names(call, state)));
  }

  private Response listOld(Call call, View state) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("keys", names(call, state));
    data.put("policies", names(call, state));
    return Response.injected(data);
  }

  private Response read(Call call, View state, boolean old) {
    String name = name(call);
    String text = text(state, call, name);
    if (text == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", name);
    data.put(old ? "rules" : "policy", text);
    return old ? Response.injected(data) : Response.of(data);
  }

  private Decision write(Call call, boolean old) {
    String given = call.fields().text("name");
    String name = name(call);
    List<String> warnings = new ArrayList<>();
    PolicyNames.conversionWarning(given).ifPresent(warnings::add);
    String text = PolicyText.decoded(sent(call, old, warnings));
    try {
      PolicyParser.parse(name, text);
    } catch (PolicyError error) {
      throw Refusal.badRequest(String.valueOf(error.getMessage()));
    }
    PolicyNames.whyNotUpdate(name).ifPresent(PolicyRoutes::refuse);
    return Decision.of(
        Response.nothing().warned(warnings),
        new SysEvent.PolicyWritten(call.request().namespace(), name, text));
  }

  private static String sent(Call call, boolean old, List<String> warnings) {
    String policy = call.fields().text("policy");
    if (policy.isEmpty() && old && !call.fields().text("rules").isEmpty()) {
      warnings.add("'rules' is deprecated, please use 'policy' instead");
      return call.fields().text("rules");
    }
    if (policy.isEmpty()) {
      throw Refusal.badRequest("'policy' parameter not supplied or empty");
    }
    return policy;
  }

  private static void refuse(String why) {
    throw Refusal.badRequest(why);
  }

  private static @Nullable String text(View state, Call call, String name) {
    String written = state.small().policyText(call.request().namespace(), name);
    if (written != null) {
      return written;
    }
    return PolicyNames.isRoot(name) ? "" : BuiltInPolicies.TEXTS.get(name);
  }

  private Decision delete(Call call, View head) {
    String name = name(call);
    PolicyNames.whyNotDelete(name).ifPresent(PolicyRoutes::refuse);
    String text = head.small().policyText(call.request().namespace(), name);
    return text == null
        ? Decision.of(Response.nothing())
        : Decision.of(
            Response.nothing(), new SysEvent.PolicyDeleted(call.request().namespace(), name));
  }

  private static String name(Call call) {
    return PolicyNames.stored(call.fields().text("name"));
  }
}
