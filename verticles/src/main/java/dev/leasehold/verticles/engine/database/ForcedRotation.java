package dev.leasehold.verticles.engine.database;

import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Rotation;
import dev.leasehold.projections.database.StaticRole;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Duty;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import org.jspecify.annotations.Nullable;

/// A rotation of a static role that a client asks for, before it is due. Where what came of the one
/// before is unknown, that is found out instead.
final class ForcedRotation {
  private static final String UNFINISHED =
      "unable to finish rotating credentials; retries will continue in the background but it is"
          + " also safe to retry manually: ";
  private static final String FAILED = "error setting credentials: ";

  private ForcedRotation() {}

  static Handler.Planned plan(Call call, View head) {
    String mount = call.mount().uuid();
    String name = call.fields().text("name");
    StaticRole role = StaticRoleRoutes.named(call, head);
    if (role == null) {
      throw Refusal.badRequest("no static role found for role name");
    }
    Rotation pending = Databases.staticRotation(head, mount, name);
    if (pending != null) {
      return findOut(call, head, new StaticAccount(mount, name), pending);
    }
    try {
      StaticRotation rotation =
          StaticRotation.begin(
              call.mount().namespace(),
              StaticRotation.asWritten(mount, name, role),
              head,
              call.now(),
              call.entropy());
      return planned(rotation, rotation.intent(), UNFINISHED);
    } catch (Refusal refusal) {
      throw Refusal.internal(UNFINISHED + refusal.getMessage());
    }
  }

  /// A rotation that a client waits for.
  static Handler.Planned planned(StaticRotation rotation, Decision intent, String prefix) {
    return new Handler.Planned(
        intent,
        rotation.effect(),
        (outcome, call, head) -> {
          Decision decision =
              Rotations.changed(
                  rotation.account(),
                  rotation.candidate(),
                  outcome,
                  head,
                  call.now(),
                  call.entropy());
          Refusal refusal = refusal(outcome, rotation.target(), prefix);
          if (refusal == null && decision.events().isEmpty()) {
            throw Refusal.internal(prefix + FAILED + "the role has changed meanwhile");
          }
          return refusal == null ? decision : decision.refusing(refusal);
        });
  }

  private static @Nullable Refusal refusal(Outcome outcome, DatabaseTarget target, String prefix) {
    return switch (outcome) {
      case Outcome.Done _ -> null;
      case Outcome.Refused refused -> Failures.ofChange(refused, target, prefix, FAILED);
      case Outcome.Unknown unknown -> Failures.ofUnknown(unknown, prefix + FAILED);
    };
  }

  private static Handler.Planned findOut(
      Call call, View head, StaticAccount account, Rotation pending) {
    Refusal refusal =
        Refusal.internal(UNFINISHED + FAILED + "the rotation before is not settled yet");
    Duty duty = Rotations.findOut(account, pending, head, call.now(), call.entropy());
    if (duty.effect() == null) {
      throw refusal;
    }
    return new Handler.Planned(
        Decision.of(Response.nothing()),
        duty.effect(),
        (outcome, later, now) -> {
          Decision decision = duty.settle().settle(outcome, now, later.now(), later.entropy());
          return outcome instanceof Outcome.Done && !decision.events().isEmpty()
              ? decision
              : decision.refusing(refusal);
        });
  }
}
