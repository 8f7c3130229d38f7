package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Mount;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.TokenRow;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.engine.Leasing;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.SweepEffect;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Revoking a lease, or all below a prefix. What is asked for is in the log before the target hears
/// of it, so that it goes on whatever becomes of this request.
final class LeaseRevocation {
  /// How long a client waits for a whole prefix; Vault's limit for a request is 90 seconds.
  private static final Duration SWEEP_TIMEOUT = Duration.ofSeconds(85);

  /// How long after the first act of a synchronous revocation the expiry room takes over.
  private static final Duration TAKE_OVER = Duration.ofSeconds(30);

  private final Engines engines;

  LeaseRevocation(Engines engines) {
    this.engines = engines;
  }

  Handler.Planned plan(Call call, View head) {
    String id = LeaseRoutes.leaseId(call);
    LeaseRow row = Leases.find(head, id);
    if (row == null) {
      Response response = call.fields().flag("sync") ? Response.nothing() : Response.accepted();
      return Handler.Planned.answered(revokedToken(Tokens.at(head, id)).answering(response));
    }
    Lease lease = row.lease();
    boolean sync = call.fields().flag("sync");
    if (!sync || row.state() == LeaseState.INTENDED) {
      Response response = sync ? Response.nothing() : Response.accepted();
      return Handler.Planned.answered(Decision.of(response, started(call, row, call.now())));
    }
    Mount mount = head.small().byUuid(lease.mount());
    Effect effect = mount == null ? null : engines.leasing(mount.type()).revocation(lease, head);
    if (effect == null) {
      return Handler.Planned.answered(
          Decision.of(Response.nothing(), started(call, row, call.now())));
    }
    return new Handler.Planned(
        Decision.of(Response.nothing(), started(call, row, call.now().plus(TAKE_OVER))),
        effect,
        (outcome, later, now) -> settle(outcome, later.now(), now, id));
  }

  private static Decision revokedToken(@org.jspecify.annotations.Nullable TokenRow row) {
    return row == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new TokenEvent.TokenRevoked(row.token().id()));
  }

  /// Nothing where the lease is being revoked already. Where its credential may be in the making,
  /// one drop is not enough.
  private static List<LeaseEvent> started(Call call, LeaseRow row, Instant due) {
    if (row.state() == LeaseState.REVOKING) {
      return List.of();
    }
    Instant settled =
        row.state() == LeaseState.INTENDED ? call.now().plus(Leasing.SETTLE_HORIZON) : call.now();
    return List.of(new LeaseEvent.RevocationStarted(row.lease().id(), "revoked", due, settled));
  }

  private static Decision settle(Outcome outcome, Instant now, View head, String id) {
    LeaseRow row = Leases.find(head, id);
    if (row == null) {
      return Decision.of(Response.nothing());
    }
    return switch (outcome) {
      case Outcome.Done done when row.isSettling(now) -> Decision.of(Response.nothing());
      case Outcome.Done done -> Decision.of(Response.nothing(), new LeaseEvent.LeaseRevoked(id));
      case Outcome.Refused refused -> throw failed(refused.error());
      case Outcome.Unknown unknown -> throw failed(unknown.error());
    };
  }

  private static Refusal failed(String error) {
    return Refusal.badRequest("failed to revoke entry: " + error);
  }

  Handler.Planned planPrefix(Call call, boolean force) {
    String prefix = call.fields().text("prefix");
    String namespace = call.request().namespace();
    LeaseEvent event = new LeaseEvent.PrefixRevoked(namespace, prefix, force);
    if (!call.fields().flag("sync") && !force) {
      return Handler.Planned.answered(Decision.of(Response.accepted(), event));
    }
    return new Handler.Planned(
        Decision.of(Response.nothing(), event),
        new SweepEffect(namespace, prefix, SWEEP_TIMEOUT),
        (outcome, later, now) -> settlePrefix(outcome, force));
  }

  private static Decision settlePrefix(Outcome outcome, boolean force) {
    return switch (outcome) {
      case Outcome.Done done -> Decision.of(Response.nothing());
      case Outcome.Refused refused when force -> Decision.of(Response.nothing());
      case Outcome.Refused refused ->
          throw Refusal.badRequest("failed to revoke: " + refused.error());
      case Outcome.Unknown unknown ->
          throw Refusal.badRequest("the revocation goes on: " + unknown.error());
    };
  }
}
