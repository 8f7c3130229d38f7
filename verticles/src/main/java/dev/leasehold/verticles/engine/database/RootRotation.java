package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Rotation;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Duty;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Changing the password that a connection logs in with. The new one is in the log before the
/// database hears of it; old and new are both kept until it is known which one works.
///
/// Where the outcome of a rotation is unknown, that is found out by itself, as [Rotations] does, or
/// by the next request for one.
final class RootRotation {
  private static final String FAILED = "failed to update user: ";

  private RootRotation() {}

  static List<Route> all() {
    return List.of(
        Route.at("rotate-root/{name}")
            .on(new Handler.Outbound(RootRotation::plan), Operation.UPDATE));
  }

  private static Handler.Planned plan(Call call, View head) {
    String mount = call.mount().uuid();
    String name = call.fields().text("name");
    ConnectionVersion version = ConnectionRoutes.current(head, mount, name);
    ConnectionDetails details = new ConnectionDetails(version.details());
    if (details.text("username").isEmpty()) {
      throw unable("no username in configuration");
    }
    if (version.password() == null || Kinds.of(version.plugin()).inlinePassword(details) != null) {
      throw unable("no password in configuration");
    }
    Rotation pending = Databases.rotation(head, mount, name);
    return pending == null
        ? begin(call, head, name, version, details.text("username"))
        : findOut(call, head, name, pending);
  }

  private static Refusal unable(String reason) {
    return Refusal.internal("unable to rotate root credentials: " + reason);
  }

  private static Handler.Planned begin(
      Call call, View head, String name, ConnectionVersion version, String userName) {
    String mount = call.mount().uuid();
    DatabaseTarget target = ConnectionRoutes.currentTarget(head, mount, name);
    DrawnPassword drawn =
        DrawnPassword.by(Map.of(), version, call.mount().namespace(), head, call.entropy());
    Payload candidate =
        new Payload(ConnectionForm.newName(call), content(head, version, drawn.password()));
    Instant deadline = call.now().plus(Rotations.DEADLINE);
    DatabaseEffect effect =
        new DatabaseEffect.ChangeUser(
            target,
            Targets.bulkhead(mount, name),
            userName,
            StaticRotation.statements(
                version.rootRotationStatements(), version, userName, drawn.told()),
            deadline,
            Rotations.TIMEOUT);
    Decision intent =
        Decision.of(
                Response.nothing(),
                new DatabaseEvent.RootRotationIntended(mount, name, candidate.name(), deadline))
            .bringing(candidate);
    RootAccount account = new RootAccount(mount, name);
    return new Handler.Planned(
        intent,
        effect,
        (outcome, later, now) ->
            told(
                Rotations.changed(
                    account, candidate.name(), outcome, now, later.now(), later.entropy()),
                refusal(outcome, target)));
  }

  /// What is kept of the connection's secret, with the new password in it.
  private static SecretBytes content(View head, ConnectionVersion version, SecretBytes password) {
    PayloadName kept = version.password();
    SecretBytes before = kept == null ? null : head.payload(kept);
    return before == null
        ? password
        : ConnectionSecret.read(new ConnectionDetails(version.details()), before)
            .with(password)
            .content();
  }

  private static @Nullable Refusal refusal(Outcome outcome, DatabaseTarget target) {
    return switch (outcome) {
      case Outcome.Done _ -> null;
      case Outcome.Refused refused -> Failures.ofChange(refused, target, "", FAILED);
      case Outcome.Unknown unknown -> Failures.ofUnknown(unknown, FAILED);
    };
  }

  private static Decision told(Decision decision, @Nullable Refusal refusal) {
    if (refusal == null && decision.events().isEmpty()) {
      throw unable("the connection has changed meanwhile");
    }
    return refusal == null ? decision : decision.refusing(refusal);
  }

  /// Logs in with the candidate of a rotation of which nobody knows what came of it.
  private static Handler.Planned findOut(Call call, View head, String name, Rotation pending) {
    if (call.now().isBefore(pending.deadline())) {
      throw unable("a rotation is under way");
    }
    RootAccount account = new RootAccount(call.mount().uuid(), name);
    Duty duty = Rotations.findOut(account, pending, head, call.now(), call.entropy());
    DatabaseTarget target = account.login(head, pending);
    if (duty.effect() == null || target == null) {
      throw unable("the candidate of the rotation before is gone");
    }
    return new Handler.Planned(
        Decision.of(Response.nothing()),
        duty.effect(),
        (outcome, later, now) ->
            told(
                duty.settle().settle(outcome, now, later.now(), later.entropy()),
                outcome instanceof Outcome.Refused refused
                        && Kinds.of(target.plugin()).isWrongPassword(refused)
                    ? unable("the rotation before has failed; try again")
                    : refusal(outcome, target)));
  }
}
