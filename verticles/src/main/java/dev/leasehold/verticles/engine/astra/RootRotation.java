package dev.leasehold.verticles.engine.astra;

import dev.leasehold.events.AstraEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.Organization;
import dev.leasehold.projections.astra.Rotation;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Chore;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.HttpAct;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Following an admin token by a new one with the same roles. The log has each step before the next
/// one is taken; old and new are both kept until the new one is proven.
///
/// ```text
/// intended ─► made, proven by currentOrg ─► switched ─► old one deleted
/// ```
///
/// What the request does not bring to its end, [RotationSteps] does.
final class RootRotation {
  private static final Duration DEADLINE = Duration.ofSeconds(45);
  private static final int NAME_CHARACTERS = 24;

  /// A token that was just made may take a moment until all of Astra knows it.
  private static final int TRIES = 3;

  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final String ROTATING = "error rotating the admin token: ";

  private RootRotation() {}

  static List<Route> all() {
    return List.of(
        Route.at("config/rotate-root")
            .fields(Arguments.ORG_ID)
            .on(new Handler.Outbound(RootRotation::plan), Operation.UPDATE));
  }

  /// A token that was made, and whether it was proven.
  private record Candidate(Made made, boolean proven) {}

  private static Handler.Planned plan(Call call, View head) {
    String mount = call.mount().uuid();
    String org = Arguments.org(call);
    Organization organization = Astras.current(head, mount, org);
    if (organization == null) {
      throw Refusal.badRequest("unable to find config for org ID " + org);
    }
    Rotation pending = Astras.rotation(head, mount, org);
    return pending == null ? begin(call, head, org, organization) : goOn(call, head, org, pending);
  }

  private static Handler.Planned goOn(Call call, View head, String org, Rotation pending) {
    Chore step = RotationSteps.next(call.mount().uuid(), org, pending, head, call.now());
    if (step == null) {
      throw Refusal.badRequest("a rotation of the admin token is under way");
    }
    return new Handler.Planned(
        Decision.of(Response.nothing()),
        step.effect(),
        (outcome, later, now) -> {
          Decision decision = step.settle().settle(outcome, now, later.now(), later.entropy());
          if (!(outcome instanceof Outcome.Done) || decision.events().isEmpty()) {
            throw outcome instanceof Outcome.Done
                ? Refusal.badRequest("a rotation of the admin token is under way")
                : Failures.of(outcome, ROTATING);
          }
          return decision.answering(
              Response.nothing()
                  .warned(List.of("This took the rotation that was under way one step further.")));
        });
  }

  private static Handler.Planned begin(
      Call call, View head, String org, Organization organization) {
    String mount = call.mount().uuid();
    DevOps astra = Access.of(head, mount, org, organization);
    String oldClient = Access.adminClient(head, organization);
    if (astra == null || oldClient == null) {
      throw Refusal.badRequest(ROTATING + "the present one does not show its client id");
    }
    String name =
        Access.description(mount, Reconciliation.ROOT + call.entropy().base62(NAME_CHARACTERS));
    AstraEvent.RootRotationIntended intended =
        new AstraEvent.RootRotationIntended(mount, org, name, oldClient, call.now().plus(DEADLINE));
    boolean lenient = Arguments.option(call.mount(), AstraEngine.LENIENT_TOKENS);
    HttpAct act =
        astra.act(
            astra.list(listed -> made(astra, listed, intended, lenient)),
            intended.deadline(),
            false);
    return new Handler.Planned(
        Decision.of(Response.nothing(), intended),
        act,
        (outcome, later, now) -> settle(outcome, later, now, intended));
  }

  private static HttpStep made(
      DevOps astra,
      List<Reply.Listed> listed,
      AstraEvent.RootRotationIntended intended,
      boolean lenient) {
    List<String> roles =
        listed.stream()
            .filter(one -> one.clientId().equals(intended.oldClient()))
            .flatMap(one -> one.roles().stream())
            .toList();
    if (roles.isEmpty()) {
      return new HttpStep.Over(
          new Outcome.Refused("absent", "Astra lists no roles of the present one"));
    }
    return astra.create(
        roles,
        intended.rotation(),
        null,
        new DevOps.Creation(lenient, made -> proven(astra.as(made.token()), made, TRIES)));
  }

  private static HttpStep.Ask proven(DevOps astra, Made made, int left) {
    HttpStep.Ask trial =
        astra.currentOrg(
            id -> new HttpStep.Told(new Candidate(made, true)),
            no ->
                left > 1
                    ? proven(astra, made, left - 1)
                    : new HttpStep.Told(new Candidate(made, false)));
    return left == TRIES ? trial : new HttpStep.Ask(trial.question(), BETWEEN, trial.then());
  }

  private static Decision settle(
      Outcome outcome, Call call, View head, AstraEvent.RootRotationIntended intended) {
    String mount = intended.mount();
    String org = intended.org();
    Rotation rotation = Astras.rotation(head, mount, org);
    boolean pending =
        rotation != null
            && rotation.stage() == Rotation.Stage.INTENDED
            && rotation.name().equals(intended.rotation());
    return switch (outcome) {
      case Outcome.Done(Candidate candidate) when pending -> kept(call, head, org, candidate);
      case Outcome.Done(Candidate candidate) -> late(call, head, org, candidate);
      case Outcome.Refused _ when pending ->
          Decision.refused(
              Failures.of(outcome, ROTATING), new AstraEvent.RootRotationAborted(mount, org));
      case Outcome.Done _, Outcome.Refused _, Outcome.Unknown _ ->
          throw Failures.of(outcome, ROTATING);
    };
  }

  private static Decision kept(Call call, View head, String org, Candidate candidate) {
    String mount = call.mount().uuid();
    Payload content =
        new Payload(
            new PayloadName(HexFormat.of().formatHex(call.entropy().bytes(PayloadName.BYTES))),
            candidate.made().token());
    AstraEvent.RootCandidateMade made =
        new AstraEvent.RootCandidateMade(mount, org, candidate.made().clientId(), content.name());
    if (!candidate.proven()) {
      return Decision.refused(
              Refusal.internal(ROTATING + "the new one is not proven yet; it is tried again"), made)
          .bringing(content);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("client_id", candidate.made().clientId());
    data.put("org_id", org);
    return RotationSteps.rotated(mount, org, head, List.of(made))
        .bringing(content)
        .answering(Response.of(data));
  }

  /// It was made after its rotation was given up: it is deleted.
  private static Decision late(Call call, View head, String org, Candidate candidate) {
    Refusal refusal = Refusal.internal(ROTATING + "it was given up meanwhile");
    if (Astras.current(head, call.mount().uuid(), org) == null) {
      throw refusal;
    }
    List<Event> events =
        new ArrayList<>(
            TakenUp.events(
                head, call.mount(), org, candidate.made().clientId(), call.now(), call.entropy()));
    return Decision.refused(refusal, events.toArray(new Event[0]));
  }
}
