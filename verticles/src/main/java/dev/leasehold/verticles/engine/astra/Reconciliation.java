package dev.leasehold.verticles.engine.astra;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Event;
import dev.leasehold.projections.astra.AstraToken;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.Organization;
import dev.leasehold.projections.astra.Rotation;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Field;
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

/// Looking for tokens at Astra that were made for this mount and that no lease knows: left behind by
/// a log that was restored from a backup, or made twice on the way. A read reports them; a write
/// with `remove` has them deleted. Admin tokens are reported and never deleted here.
final class Reconciliation {
  /// What the description of an admin token goes on with.
  static final String ROOT = "root/";

  /// How many are taken up by one request; the next one takes up more.
  private static final int MOST = 100;

  private static final Reveal TO_KNOW =
      Reveal.because("an admin token holds the client id that it is known by");

  private Reconciliation() {}

  static List<Route> all() {
    return List.of(
        Route.at("reconcile")
            .fields(
                Arguments.ORG_ID,
                Field.flag("remove", "Whether what no lease knows is deleted."))
            .on(
                new Handler.Outbound((call, head) -> plan(call, head, false)), Operation.READ)
            .on(
                new Handler.Outbound(
                    (call, head) -> plan(call, head, call.fields().flag("remove"))),
                Operation.UPDATE));
  }

  /// Somebody's tokens, as Astra lists them.
  private record All(List<Reply.Listed> tokens) {}

  private static Handler.Planned plan(Call call, View head, boolean remove) {
    String org = Arguments.org(call);
    Organization organization = Arguments.organization(call, head, org);
    DevOps astra = Access.of(head, call.mount().uuid(), org, organization);
    if (astra == null) {
      throw Refusal.badRequest("astra token was not defined");
    }
    return new Handler.Planned(
        Decision.of(Response.nothing()),
        astra.act(astra.list(listed -> new HttpStep.Told(new All(listed))), null, false),
        (outcome, later, now) ->
            outcome instanceof Outcome.Done(All all)
                ? settle(later, now, org, all.tokens(), remove)
                : refuse(outcome));
  }

  private static Decision refuse(Outcome outcome) {
    throw Failures.of(outcome, "error listing Astra tokens: ");
  }

  private static Decision settle(
      Call call, View head, String org, List<Reply.Listed> listed, boolean remove) {
    String beginning = Access.beginning(call.mount().uuid());
    List<Object> found = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    long removed = 0;
    boolean removes = remove && Astras.current(head, call.mount().uuid(), org) != null;
    for (Reply.Listed one : listed) {
      String description = one.description();
      if (description == null || !description.startsWith(beginning)) {
        continue;
      }
      String what = description.substring(beginning.length());
      boolean admin = what.startsWith(ROOT);
      if (admin ? isAdmin(call, head, org, one.clientId()) : isKnown(call, head, what, one)) {
        continue;
      }
      boolean taken =
          removes && !admin && removed < MOST && DevOps.isClientId(one.clientId());
      if (taken) {
        events.addAll(
            TakenUp.events(
                head, call.mount(), org, one.clientId(), call.now(), call.entropy()));
        removed++;
      }
      found.add(described(one, admin, taken));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("listed", listed.size());
    data.put("org_id", org);
    data.put("removing", removed);
    data.put("unknown", found);
    return Decision.of(Response.of(data), events);
  }

  /// Whether a lease knows a token: by its client id, or because its outcome is being found out.
  private static boolean isKnown(Call call, View head, String lease, Reply.Listed one) {
    if (Astras.byClient(head, call.mount().uuid(), one.clientId()) != null) {
      return true;
    }
    AstraToken token = Leases.find(head, lease) == null ? null : Astras.token(head, lease);
    return token != null && token.clientId() == null;
  }

  private static boolean isAdmin(Call call, View head, String org, String clientId) {
    String mount = call.mount().uuid();
    Rotation rotation = Astras.rotation(head, mount, org);
    if (rotation != null && rotation.stage() == Rotation.Stage.INTENDED) {
      return true;
    }
    if (rotation != null
        && (clientId.equals(rotation.oldClient()) || clientId.equals(rotation.newClient()))) {
      return true;
    }
    Organization organization = Astras.current(head, mount, org);
    SecretBytes credential =
        organization == null ? null : head.payload(organization.credential());
    return credential != null
        && clientId.equals(Made.clientOf(credential.revealUtf8(TO_KNOW), true));
  }

  private static Map<String, Object> described(Reply.Listed one, boolean admin, boolean taken) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("admin", admin);
    data.put("clientId", one.clientId());
    data.put("description", one.description());
    data.put("generatedOn", one.generatedOn());
    data.put("removing", taken);
    data.put("roles", one.roles());
    return data;
  }
}
