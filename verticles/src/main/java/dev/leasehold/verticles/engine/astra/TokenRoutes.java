package dev.leasehold.verticles.engine.astra;

import dev.leasehold.events.LeaseEvent;
import dev.leasehold.projections.astra.AstraToken;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.NameTaken;
import dev.leasehold.projections.astra.Organization;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One token: made by a write, or by a read where the organization's callers are sidecars; read
/// again by its client id or its names; deleted by the same.
///
/// A client id alone is enough to find a token; an organization that is named beside it must be the
/// token's, so that a policy that prescribes one holds.
final class TokenRoutes {
  /// How long after the first act of a deletion the expiry room takes over.
  private static final Duration TAKE_OVER = Duration.ofSeconds(35);

  private static final Field[] FIELDS = {
    Arguments.ORG_ID,
    Arguments.ROLE_NAME,
    Arguments.ROLE,
    Arguments.LOGICAL_NAME,
    Arguments.METADATA,
    Arguments.CLIENT_ID,
    Arguments.CLIENT_SECRET,
    Field.seconds("lease_time", "For how long the token lives, within the role's limits.")
  };

  private TokenRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("org/token")
            .fields(FIELDS)
            .on(new Handler.Outbound(TokenRoutes::write), Operation.UPDATE)
            .on(new Handler.Outbound(TokenRoutes::read), Operation.READ)
            .on(new Handler.Outbound(TokenRoutes::delete), Operation.DELETE));
  }

  private static Handler.Planned write(Call call, View head) {
    String org = Arguments.org(call);
    Organization organization = Arguments.organization(call, head, org);
    return isSidecar(organization)
        ? Issuing.plan(call, head, organization, new Issuing.Asked(org, Arguments.role(call), ""))
        : Issuing.plan(call, head, organization, named(call, org));
  }

  private static Issuing.Asked named(Call call, String org) {
    return new Issuing.Asked(org, Arguments.role(call), Arguments.logicalName(call));
  }

  private static boolean isSidecar(Organization organization) {
    return organization.callerMode().equals(ConfigForm.SIDECAR);
  }

  private static Handler.Planned read(Call call, View head) {
    if (call.fields().given("client_id")) {
      return found(call, head, byClient(call, head));
    }
    String org = Arguments.org(call);
    Organization organization = Arguments.organization(call, head, org);
    if (isSidecar(organization)) {
      return Issuing.plan(
          call, head, organization, new Issuing.Asked(org, Arguments.role(call), ""));
    }
    Issuing.Asked asked = named(call, org);
    String mount = call.mount().uuid();
    String lease = live(call, head, byName(head, mount, asked));
    if (lease == null) {
      throw Arguments.notFound(
          Astras.role(head, mount, org, asked.role()) == null
              ? "unable to find role " + asked.role()
              : "unable to find token for org ID%s, role %s, with logical name %s"
                  .formatted(org, asked.role(), asked.logicalName()));
    }
    return found(call, head, lease);
  }

  private static Handler.Planned found(Call call, View head, String lease) {
    Response answer = Response.of(Shown.whole(call, head, lease));
    return Handler.Planned.answered(Decision.of(answer));
  }

  /// The live lease of the token with the client id that is asked for, or a refusal.
  private static String byClient(Call call, View head) {
    String client = call.fields().text("client_id");
    String org = call.fields().text("org_id");
    String lease = live(call, head, Astras.byClient(head, call.mount().uuid(), client));
    AstraToken token = lease == null ? null : Astras.token(head, lease);
    if (lease == null || token == null || !(org.isEmpty() || org.equals(token.org()))) {
      throw Arguments.notFound("no token found with clientId " + client);
    }
    return lease;
  }

  private static @Nullable String byName(View head, String mount, Issuing.Asked asked) {
    return Astras.byName(
        head, new NameTaken(mount, asked.org(), asked.role(), asked.logicalName()));
  }

  private static @Nullable String live(Call call, View head, @Nullable String lease) {
    return lease == null || Leases.live(head, lease, call.now()) == null ? null : lease;
  }

  /// Of nothing it makes nothing, as a DELETE does everywhere.
  private static Handler.Planned delete(Call call, View head) {
    String lease;
    if (call.fields().given("client_id")) {
      lease = byClientOrNull(call, head);
    } else {
      String org = Arguments.org(call);
      lease = byName(head, call.mount().uuid(), named(call, org));
    }
    LeaseRow row = lease == null ? null : Leases.find(head, lease);
    if (lease == null || row == null || row.state() != LeaseState.ACTIVE) {
      return Handler.Planned.answered(Decision.of(Response.nothing()));
    }
    String id = lease;
    LeaseEvent started =
        new LeaseEvent.RevocationStarted(
            id, "it was deleted", call.now().plus(TAKE_OVER), call.now());
    Effect effect = Revocation.of(row.lease(), head);
    if (effect == null) {
      return Handler.Planned.answered(
          Decision.of(
              Response.nothing(),
              new LeaseEvent.RevocationStarted(id, "it was deleted", call.now(), call.now())));
    }
    return new Handler.Planned(
        Decision.of(Response.nothing(), started),
        effect,
        (outcome, later, now) -> deleted(outcome, now, id));
  }

  private static @Nullable String byClientOrNull(Call call, View head) {
    String org = call.fields().text("org_id");
    String lease = Astras.byClient(head, call.mount().uuid(), call.fields().text("client_id"));
    AstraToken token = lease == null ? null : Astras.token(head, lease);
    return token == null || !(org.isEmpty() || org.equals(token.org())) ? null : lease;
  }

  private static Decision deleted(Outcome outcome, View head, String lease) {
    LeaseRow row = Leases.find(head, lease);
    return switch (outcome) {
      case Outcome.Done _ when row == null || row.state() != LeaseState.REVOKING ->
          Decision.of(Response.nothing());
      case Outcome.Done _ -> Decision.of(Response.nothing(), new LeaseEvent.LeaseRevoked(lease));
      case Outcome.Refused refused -> throw goesOn(refused.error());
      case Outcome.Unknown unknown -> throw goesOn(unknown.error());
    };
  }

  private static Refusal goesOn(String error) {
    return Refusal.badRequest(
        "could not delete token in astra, which is tried until it succeeds: " + error);
  }
}
