package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Mount;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Lifetime;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.LeaseBlock;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.time.Instant;
import java.util.List;

/// Renewing a lease: the target first, then the log, so that the credential never ends before the
/// lease says. A lease that was revoked meanwhile is refused, and its drop goes on.
final class LeaseRenewal {
  private final Engines engines;

  LeaseRenewal(Engines engines) {
    this.engines = engines;
  }

  Handler.Planned plan(Call call, View head) {
    Lease lease = renewable(call, head);
    Mount mount = head.small().byUuid(lease.mount());
    if (mount == null) {
      throw Refusal.badRequest("lease not found");
    }
    Lifetime lifetime = lifetime(call, lease, mount);
    Instant expires = call.now().plusSeconds(lifetime.seconds());
    Effect effect = engines.leasing(mount.type()).renewal(lease, expires, head);
    if (effect == null) {
      return Handler.Planned.answered(renewed(call, lease.id(), expires, lifetime));
    }
    return new Handler.Planned(
        Decision.of(Response.nothing()),
        effect,
        (outcome, later, now) -> settle(outcome, later, now, lease.id(), expires, lifetime));
  }

  private static Lease renewable(Call call, View head) {
    String id = LeaseRoutes.leaseId(call);
    LeaseRow row = Leases.find(head, id);
    if (row == null) {
      if (Tokens.at(head, id) != null) {
        throw Refusal.badRequest("tokens cannot be renewed through this endpoint");
      }
      throw Refusal.badRequest("lease not found");
    }
    if (row.state() != LeaseState.ACTIVE || Leases.live(head, id, call.now()) == null) {
      throw Refusal.badRequest("lease expired");
    }
    if (!row.lease().renewable()) {
      throw Refusal.badRequest("lease is not renewable");
    }
    return row.lease();
  }

  private static Lifetime lifetime(Call call, Lease lease, Mount mount) {
    try {
      return Lifetime.of(
          new Lifetime.Terms(
              call.fields().seconds("increment"),
              lease.ttlSeconds(),
              0,
              lease.maxTtlSeconds(),
              0,
              call.ttls().defaultOf(mount),
              call.ttls().maxOf(mount),
              lease.issued()),
          call.now());
    } catch (Lifetime.PastMaximum past) {
      throw Refusal.internal(Lifetime.PastMaximum.TEXT);
    }
  }

  private static Decision settle(
      Outcome outcome, Call call, View head, String id, Instant expires, Lifetime lifetime) {
    return switch (outcome) {
      case Outcome.Done done -> {
        renewable(call, head);
        yield renewed(call, id, expires, lifetime);
      }
      case Outcome.Refused refused when refused.errorClass().equals(Outcome.ABSENT) ->
          absent(refused, call, head, id);
      case Outcome.Refused refused -> throw failed(refused.error());
      case Outcome.Unknown unknown -> throw failed(unknown.error());
    };
  }

  /// Somebody else took the credential away: the lease ends, and the log says why.
  private static Decision absent(Outcome.Refused refused, Call call, View head, String id) {
    renewable(call, head);
    Instant now = call.now();
    return Decision.refused(
        failed(refused.error()), new LeaseEvent.RevocationStarted(id, refused.error(), now, now));
  }

  private static Refusal failed(String error) {
    return Refusal.badRequest("failed to renew entry: " + error);
  }

  private static Decision renewed(Call call, String id, Instant expires, Lifetime lifetime) {
    Response response =
        Response.of(null)
            .leased(new LeaseBlock(id, true, lifetime.seconds()))
            .warned(lifetime.warnings());
    return Decision.of(response, List.of(new LeaseEvent.LeaseRenewed(id, expires, call.now())));
  }
}
