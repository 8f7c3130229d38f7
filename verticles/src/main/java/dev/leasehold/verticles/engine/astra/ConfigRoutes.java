package dev.leasehold.verticles.engine.astra;

import dev.leasehold.events.AstraEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.astra.AstraSecrets;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.Organization;
import dev.leasehold.projections.astra.Rotation;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Organizations: how they are configured, shown and deleted.
final class ConfigRoutes {
  private static final Field[] FIELDS = {
    Arguments.ORG_ID,
    Field.text("astra_token", "An admin token of the organization.").keptSecret(),
    Field.text("url", "The URL of Astra's DevOps API."),
    Field.text("logical_name", "What the organization is called here."),
    Field.text("caller_mode", "Whether tokens have names, or reading makes one: sidecar."),
    Field.text("renewal_time", "For how long a renewal without an increment is."),
    Field.flag("check_renewals", "Whether a renewal asks Astra if the token is still there."),
    Field.flag("verify", "Whether the admin token is tried before it is stored."),
    Field.flag("force", "Whether a rotation that is under way is given up.")
  };

  private ConfigRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("config")
            .fields(FIELDS)
            .existing(ConfigRoutes::exists)
            .read(ConfigRoutes::read)
            .delete(ConfigRoutes::delete)
            .on(new Handler.Outbound(ConfigRoutes::write), Operation.CREATE, Operation.UPDATE),
        Route.at("configs/").list(ConfigRoutes::list));
  }

  private static boolean exists(Call call, View view) {
    return Astras.currentVersion(view, call.mount().uuid(), call.fields().text("org_id")) != 0;
  }

  private static Handler.Planned write(Call call, View head) {
    ConfigForm form = ConfigForm.read(call, head);
    if (!call.fields().flag("verify")) {
      return Handler.Planned.answered(form.decide(call, head));
    }
    DevOps astra =
        DevOps.at(
            form.written().url(), form.credential(), Access.bulkhead(call.mount(), form.org()));
    return new Handler.Planned(
        Decision.of(Response.nothing()),
        astra.act(astra.currentOrg(HttpStep.Told::new, HttpStep.Over::new), null, false),
        (outcome, later, now) ->
            switch (outcome) {
              case Outcome.Done _ -> form.decide(later, now);
              case Outcome.Refused refused -> throw unverified(refused.error());
              case Outcome.Unknown unknown -> throw unverified(unknown.error());
            });
  }

  private static Refusal unverified(String error) {
    return Refusal.badRequest("error verifying the astra_token: " + error);
  }

  private static Response read(Call call, View view) {
    Fields fields = call.fields();
    String mount = call.mount().uuid();
    String org = fields.text("org_id");
    if (!org.isEmpty()) {
      Organization found = Astras.current(view, mount, org);
      if (found == null) {
        throw Arguments.notFound("unable to find config for org ID " + org);
      }
      return Response.of(shown(call, view, org, found));
    }
    String name = fields.text("logical_name");
    if (name.isEmpty()) {
      throw Refusal.badRequest("please provide an org_id or a logical_name argument");
    }
    List<String> all = Astras.organizations(view, mount);
    if (all.isEmpty()) {
      throw Arguments.notFound("error retrieving configs: no configs found");
    }
    for (String one : all) {
      Organization found = Astras.current(view, mount, one);
      if (found != null && found.logicalName().equals(name)) {
        return Response.of(shown(call, view, one, found));
      }
    }
    throw Arguments.notFound("unable to find config for logical name " + name);
  }

  private static Map<String, Object> shown(
      Call call, View view, String org, Organization organization) {
    Map<String, Object> data = new LinkedHashMap<>();
    if (Arguments.option(call.mount(), AstraEngine.PLUGIN_ANSWERS)) {
      data.put("astra_token", view.payload(organization.credential()));
    }
    data.put("caller_mode", organization.callerMode());
    data.put("logical_name", organization.logicalName());
    data.put("org_id", org);
    if (!organization.renewalTime().isEmpty()) {
      data.put("renewal_time", organization.renewalTime());
    }
    if (organization.checksRenewals()) {
      data.put("check_renewals", true);
    }
    data.put("url", organization.url());
    Rotation rotation = Astras.rotation(view, call.mount().uuid(), org);
    if (rotation != null) {
      data.put("rotation", RotationSteps.word(rotation));
    }
    return data;
  }

  private static Response list(Call call, View view) {
    String mount = call.mount().uuid();
    List<String> orgs = Astras.organizations(view, mount);
    if (orgs.isEmpty()) {
      throw Arguments.notFound("no configs found");
    }
    Map<String, Object> info = new LinkedHashMap<>();
    for (String org : orgs) {
      Organization found = Astras.current(view, mount, org);
      if (found != null) {
        info.put(org, shown(call, view, org, found));
      }
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("key_info", info);
    data.put("keys", List.copyOf(info.keySet()));
    return Response.of(data);
  }

  private static Decision delete(Call call, View head) {
    if (!call.fields().given("org_id")) {
      throw Refusal.badRequest("please provide an org_id argument");
    }
    String org = call.fields().text("org_id");
    String mount = call.mount().uuid();
    if (Astras.current(head, mount, org) == null) {
      return Decision.of(Response.nothing());
    }
    List<Event> events = new ArrayList<>();
    List<PayloadName> destroyed = new ArrayList<>();
    Rotation rotation = Astras.rotation(head, mount, org);
    if (rotation != null) {
      RotationSteps.refuseUnless(call.fields().flag("force"));
      events.add(new AstraEvent.RootRotationAborted(mount, org));
      add(rotation.candidate(), destroyed);
    }
    events.add(new AstraEvent.OrganizationDeleted(mount, org));
    add(AstraSecrets.replaced(head, mount, org, null), destroyed);
    long pins = Astras.pins(head, mount, org);
    List<String> warnings =
        pins == 0
            ? List.of()
            : List.of(
                "%d leases of this organization live on and are revoked with what was deleted"
                    .formatted(pins));
    return Decision.of(Response.nothing().warned(warnings), events).destroying(destroyed);
  }

  private static void add(@Nullable PayloadName name, List<PayloadName> names) {
    if (name != null) {
      names.add(name);
    }
  }
}
