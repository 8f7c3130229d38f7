package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Rotation;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.Statement;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Changing the password that a connection logs in with. The new one is in the log before the
/// database hears of it; old and new are both kept until it is known which one works.
///
/// Where the outcome of a rotation is unknown, the next request for one finds that out instead, by
/// logging in with the candidate.
final class RootRotation {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration DEADLINE = Duration.ofSeconds(45);
  private static final String FAILED = "failed to update user: ";

  private static final Reveal TO_FILL_IN =
      Reveal.because("the statement that changes the root password holds it");

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
        : findOut(call, head, name, version, pending);
  }

  private static Refusal unable(String reason) {
    return Refusal.internal("unable to rotate root credentials: " + reason);
  }

  private static Handler.Planned begin(
      Call call, View head, String name, ConnectionVersion version, String userName) {
    if (!version.passwordPolicy().isEmpty()) {
      throw Refusal.internal("failed to generate password: no password policy found");
    }
    String mount = call.mount().uuid();
    DatabaseTarget target = ConnectionRoutes.currentTarget(head, mount, name);
    SecretBytes password = GeneratedPassword.draw(call.entropy());
    Payload candidate = new Payload(ConnectionForm.newName(call), content(head, version, password));
    DatabaseEffect effect =
        new DatabaseEffect.ChangeUser(
            target,
            Targets.bulkhead(mount, name),
            userName,
            statements(version, userName, password),
            call.now().plus(DEADLINE),
            TIMEOUT);
    Decision intent =
        Decision.of(
                Response.nothing(),
                new DatabaseEvent.RootRotationIntended(
                    mount, name, candidate.name(), call.now().plus(DEADLINE)))
            .bringing(candidate);
    return new Handler.Planned(
        intent,
        effect,
        (outcome, later, now) -> settle(outcome, later, now, name, candidate.name(), target));
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

  private static List<Statement> statements(
      ConnectionVersion version, String userName, SecretBytes password) {
    List<String> texts = version.rootRotationStatements();
    Kind kind = Kinds.of(version.plugin());
    try {
      return kind.filled(
          texts.isEmpty() ? kind.passwordChange() : texts,
          Map.of(
              "name", userName,
              "username", userName,
              "password", password.revealUtf8(TO_FILL_IN)));
    } catch (IllegalArgumentException e) {
      throw Refusal.internal(FAILED + e.getMessage());
    }
  }

  private static Decision settle(
      Outcome outcome,
      Call call,
      View head,
      String name,
      PayloadName candidate,
      DatabaseTarget target) {
    return switch (outcome) {
      case Outcome.Done _ -> rotated(call, head, name, candidate);
      case Outcome.Refused refused ->
          aborted(call, head, name, candidate, Failures.ofStatements(refused, target, FAILED));
      case Outcome.Unknown unknown -> throw Failures.ofUnknown(unknown, FAILED);
    };
  }

  /// Logs in with the candidate of a rotation of which nobody knows what came of it.
  private static Handler.Planned findOut(
      Call call, View head, String name, ConnectionVersion version, Rotation pending) {
    if (call.now().isBefore(pending.deadline())) {
      throw unable("a rotation is under way");
    }
    DatabaseTarget target = Targets.of(head, version, pending.candidate());
    if (target == null) {
      throw unable("the candidate of the rotation before is gone");
    }
    String bulkhead = Targets.bulkhead(call.mount().uuid(), name);
    return new Handler.Planned(
        Decision.of(Response.nothing()),
        new DatabaseEffect.Verify(target, bulkhead, ConnectionRoutes.VERIFY_TIMEOUT),
        (outcome, later, now) ->
            switch (outcome) {
              case Outcome.Done _ -> rotated(later, now, name, pending.candidate());
              case Outcome.Refused refused when isWrongPassword(refused, target) ->
                  aborted(
                      later,
                      now,
                      name,
                      pending.candidate(),
                      unable("the rotation before has failed; try again"));
              case Outcome.Refused refused -> throw Failures.ofStatements(refused, target, FAILED);
              case Outcome.Unknown unknown -> throw Failures.ofUnknown(unknown, FAILED);
            });
  }

  private static boolean isWrongPassword(Outcome.Refused refused, DatabaseTarget target) {
    return Kinds.of(target.plugin()).isWrongPassword(refused);
  }

  private static boolean isPending(Call call, View head, String name, PayloadName candidate) {
    Rotation rotation = Databases.rotation(head, call.mount().uuid(), name);
    return rotation != null && rotation.candidate().equals(candidate);
  }

  private static Decision rotated(Call call, View head, String name, PayloadName candidate) {
    String mount = call.mount().uuid();
    ConnectionVersion before = Databases.current(head, mount, name);
    if (before == null || !isPending(call, head, name, candidate)) {
      throw unable("the connection has changed meanwhile");
    }
    PayloadName old = before.password();
    return Decision.of(
            Response.nothing(),
            new DatabaseEvent.RootRotated(
                mount, name, Databases.nextVersion(head, mount, name), candidate))
        .destroying(old == null ? List.of() : List.of(old));
  }

  private static Decision aborted(
      Call call, View head, String name, PayloadName candidate, Refusal refusal) {
    if (!isPending(call, head, name, candidate)) {
      throw refusal;
    }
    return Decision.refused(
            refusal, new DatabaseEvent.RootRotationAborted(call.mount().uuid(), name))
        .destroying(List.of(candidate));
  }
}
