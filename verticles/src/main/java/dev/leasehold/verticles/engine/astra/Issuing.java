package dev.leasehold.verticles.engine.astra;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.events.AstraEvent;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Payload;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.NameTaken;
import dev.leasehold.projections.astra.Organization;
import dev.leasehold.projections.astra.Role;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.JsonPayload;
import dev.leasehold.verticles.engine.Leasing;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.gate.Lifetime;
import dev.leasehold.verticles.outbound.HttpAct;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.LeaseBlock;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Having a token made: first it is written down what will be made, under which name, and how it is
/// taken back; then Astra is asked; then the outcome is settled. The intent's id is the token's
/// description at Astra, so that a token whose making nobody has seen is found again.
final class Issuing {
  /// Until when it may begin: beyond the timeout, by more than clocks may differ.
  private static final Duration DEADLINE = Duration.ofSeconds(45);

  /// Astra ends the token by itself so long after the last end that its lease can have: whatever
  /// becomes of us, it does not live for ever, and it never ends before its lease.
  private static final Duration SLACK = Duration.ofMinutes(10);

  private static final int LEASE_ID_CHARACTERS = 24;

  private static final Reveal TO_KEEP =
      Reveal.because("a token that was made is kept until its lease is over");

  private Issuing() {}

  /// What is asked for.
  ///
  /// @param logicalName empty where the token is to have no name
  record Asked(String org, String role, String logicalName) {}

  static Handler.Planned plan(Call call, View head, Organization organization, Asked asked) {
    String mount = call.mount().uuid();
    Role role = Astras.role(head, mount, asked.org(), asked.role());
    if (role == null) {
      throw Refusal.badRequest("unable to find role " + asked.role());
    }
    refuseTaken(call, head, asked);
    DevOps astra = Access.of(head, mount, asked.org(), organization);
    if (astra == null) {
      throw Refusal.badRequest("astra token was not defined");
    }
    Terms terms = Terms.of(call, organization, role);
    Intent intent = intent(call, head, asked, role, terms);
    boolean lenient = Arguments.option(call.mount(), AstraEngine.LENIENT_TOKENS);
    HttpAct act =
        astra.act(
            astra.create(
                List.of(role.roleId()),
                intent.lease().userName(),
                intent.pinned().ends(),
                new DevOps.Creation(lenient, HttpStep.Told::new)),
            intent.lease().deadline(),
            false);
    return new Handler.Planned(
        Decision.of(Response.nothing(), intent.intended(), intent.pinned()),
        act,
        (outcome, later, now) -> settle(outcome, later, now, intent, terms.lifetime()));
  }

  /// While one of a name is open or live, there is no second.
  private static void refuseTaken(Call call, View head, Asked asked) {
    if (asked.logicalName().isEmpty()) {
      return;
    }
    String lease =
        Astras.byName(
            head,
            new NameTaken(call.mount().uuid(), asked.org(), asked.role(), asked.logicalName()));
    LeaseRow row = lease == null ? null : Leases.find(head, lease);
    boolean taken =
        row != null
            && (row.state() == LeaseState.INTENDED
                || Leases.live(head, row.lease().id(), call.now()) != null);
    if (taken) {
      throw Refusal.badRequest(
          "token already exists for org ID %s, role %s, with logical name %s"
              .formatted(asked.org(), asked.role(), asked.logicalName()));
    }
  }

  /// For how long.
  ///
  /// @param maxSeconds the most that its lease can ever come to
  private record Terms(Lifetime lifetime, long renewalSeconds, long maxSeconds) {
    static Terms of(Call call, Organization organization, Role role) {
      Caller caller = call.callerOrRefuse();
      long most = Math.min(role.maxTtlSeconds(), call.ttls().maxOf(call.mount()));
      long max = caller.leaseLimit(most, call.now());
      long asked = call.fields().seconds("lease_time");
      Lifetime lifetime =
          Lifetime.of(
              new Lifetime.Terms(
                  0,
                  asked > 0 ? asked : role.ttlSeconds(),
                  0,
                  max,
                  0,
                  call.ttls().defaultOf(call.mount()),
                  call.ttls().maxOf(call.mount()),
                  call.now()),
              call.now());
      long renewal =
          organization.renewalSeconds() > 0 ? organization.renewalSeconds() : role.ttlSeconds();
      return new Terms(lifetime, renewal, max);
    }
  }

  /// What is written down before Astra is asked.
  private record Intent(LeaseEvent.CredentialIntended intended, AstraEvent.TokenPinned pinned) {
    Lease lease() {
      return intended.lease();
    }
  }

  private static Intent intent(Call call, View head, Asked asked, Role role, Terms terms) {
    Caller caller = call.callerOrRefuse();
    String mount = call.mount().uuid();
    String id = call.request().path() + "/" + call.entropy().base62(LEASE_ID_CHARACTERS);
    Instant now = call.now();
    Lease lease =
        new Lease(
            call.request().namespace(),
            id,
            mount,
            Access.bulkhead(mount, asked.org()),
            asked.role(),
            caller.leaseOwner(),
            caller.token().entityId(),
            Access.description(mount, id),
            now,
            now.plusSeconds(terms.lifetime().seconds()),
            now.plus(DEADLINE),
            null,
            terms.renewalSeconds(),
            terms.maxSeconds(),
            true);
    String entity = caller.token().entityId();
    AstraEvent.TokenPinned pinned =
        new AstraEvent.TokenPinned(
            mount,
            id,
            asked.org(),
            Astras.currentVersion(head, mount, asked.org()),
            asked.role(),
            role.roleId(),
            asked.logicalName(),
            Arguments.metadata(call),
            caller.token().displayName(),
            entity == null ? "" : entity,
            now.plusSeconds(terms.maxSeconds()).plus(SLACK));
    return new Intent(new LeaseEvent.CredentialIntended(lease), pinned);
  }

  private static Decision settle(
      Outcome outcome, Call call, View head, Intent intent, Lifetime lifetime) {
    String id = intent.lease().id();
    LeaseRow row = Leases.find(head, id);
    boolean intended = row != null && row.state() == LeaseState.INTENDED;
    if (outcome instanceof Outcome.Done(Made made)
        && intended
        && Astras.byClient(head, call.mount().uuid(), made.clientId()) == null) {
      return issued(call, intent, made, lifetime);
    }
    Refusal refusal = Failures.ofCreation(outcome);
    LeaseEvent revocation =
        new LeaseEvent.RevocationStarted(
            id, "outcome unknown", call.now(), call.now().plus(Leasing.SETTLE_HORIZON));
    return switch (outcome) {
      case Outcome.Refused _ when intended ->
          Decision.refused(refusal, new LeaseEvent.IntentAborted(id));
      case Outcome.Refused _ -> throw refusal;
      case Outcome.Done _, Outcome.Unknown _ when intended -> Decision.refused(refusal, revocation);
      case Outcome.Done _, Outcome.Unknown _ -> {
        if (row != null || isForgotten(head, intent.pinned())) {
          throw refusal;
        }
        // It was settled meanwhile as never made: it is taken up again, to be revoked.
        yield Decision.refused(refusal, intent.intended(), intent.pinned(), revocation);
      }
    };
  }

  private static boolean isForgotten(View head, AstraEvent.TokenPinned pinned) {
    return Astras.version(head, pinned.mount(), pinned.org(), pinned.orgVersion()) == null;
  }

  private static Decision issued(Call call, Intent intent, Made made, Lifetime lifetime) {
    AstraEvent.TokenPinned pinned = intent.pinned();
    String id = intent.lease().id();
    Payload content =
        JsonPayload.payload(
            call,
            Map.of(
                Shown.TOKEN, made.token().revealUtf8(TO_KEEP),
                Shown.SECRET, made.secret().revealUtf8(TO_KEEP)));
    Response answer =
        Response.of(Shown.issued(call, pinned, made))
            .leased(new LeaseBlock(id, true, lifetime.seconds()))
            .warned(lifetime.warnings());
    return Decision.of(
            answer,
            new AstraEvent.TokenMade(
                pinned.mount(), id, made.clientId(), made.generatedOn(), content.name()),
            new LeaseEvent.LeaseIssued(id))
        .bringing(content);
  }
}
