package dev.leasehold.verticles.engine.astra;

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
import java.util.Set;

/// Looking for tokens at Astra that were made for this mount and that no lease knows: left behind
/// by a log that was restored from a backup, or made twice on the way. A read reports them; a write
/// with `remove` has them deleted. Admin tokens are reported and never deleted here.
final class Reconciliation {
  /// What the description of an admin token goes on with.
  static final String ROOT = "root/";

  /// How many are taken up by one request; the next one takes up more.
  private static final int MOST = 100;

  private Reconciliation() {}

  static List<Route> all() {
    return List.of(
        Route.at("reconcile")
            .sudo()
            .fields(
                Arguments.ORG_ID,
                Field.flag("remove", "Whether what no lease knows is deleted."),
                Field.commaList(
                    "clients", "Client ids of those that are deleted; all where none is named."))
            .on(new Handler.Outbound((call, head) -> plan(call, head, false)), Operation.READ)
            .on(new Handler.Outbound(Reconciliation::remove), Operation.UPDATE));
  }

  private static Handler.Planned remove(Call call, View head) {
    if (!call.fields().flag("remove")) {
      throw Refusal.badRequest("remove=true is required; a read reports without removing");
    }
    return plan(call, head, true);
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
    List<Reply.Listed> ours = ours(call, listed);
    List<Reply.Listed> unknown =
        ours.stream().filter(one -> !isKnown(call, head, org, one)).toList();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("known", ours.size() - unknown.size());
    data.put("org_id", org);
    if (!remove) {
      data.put("unknown", unknown.stream().map(one -> described(call, one)).toList());
      return Decision.of(Response.of(data));
    }
    if (Astras.current(head, call.mount().uuid(), org) == null) {
      throw Refusal.of(Refusal.Kind.UNAVAILABLE, "the config has changed meanwhile");
    }
    Set<String> named = Set.copyOf(call.fields().list("clients"));
    List<String> removed =
        unknown.stream()
            .filter(one -> !isAdmin(call, one) && DevOps.isClientId(one.clientId()))
            .map(Reply.Listed::clientId)
            .filter(client -> named.isEmpty() || named.contains(client))
            .limit(MOST)
            .toList();
    List<Event> events = new ArrayList<>();
    for (String client : removed) {
      events.addAll(TakenUp.events(head, call.mount(), org, client, call.now(), call.entropy()));
    }
    data.put("removing", removed);
    return Decision.of(Response.of(data), events);
  }

  /// Those that were made for this mount.
  private static List<Reply.Listed> ours(Call call, List<Reply.Listed> listed) {
    String beginning = Access.beginning(call.mount().uuid());
    return listed.stream()
        .filter(one -> one.description() != null && one.description().startsWith(beginning))
        .toList();
  }

  /// What a token was made for: a lease's id, or an admin token's name.
  private static String purpose(Call call, Reply.Listed one) {
    String description = String.valueOf(one.description());
    return description.substring(Access.beginning(call.mount().uuid()).length());
  }

  private static boolean isAdmin(Call call, Reply.Listed one) {
    return purpose(call, one).startsWith(ROOT);
  }

  private static boolean isKnown(Call call, View head, String org, Reply.Listed one) {
    return isAdmin(call, one)
        ? isInUse(call, head, org, one.clientId())
        : hasLease(call, head, purpose(call, one), one);
  }

  /// Whether a lease knows a token: by its client id, or because its outcome is being found out.
  private static boolean hasLease(Call call, View head, String lease, Reply.Listed one) {
    if (Astras.byClient(head, call.mount().uuid(), one.clientId()) != null) {
      return true;
    }
    AstraToken token = Leases.find(head, lease) == null ? null : Astras.token(head, lease);
    return token != null && token.clientId() == null;
  }

  private static boolean isInUse(Call call, View head, String org, String clientId) {
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
    return organization != null && clientId.equals(Access.adminClient(head, organization));
  }

  private static Map<String, Object> described(Call call, Reply.Listed one) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("admin", isAdmin(call, one));
    data.put("client_id", one.clientId());
    data.put("description", one.description());
    data.put("generated_on", one.generatedOn());
    data.put("roles", one.roles());
    return data;
  }
}
