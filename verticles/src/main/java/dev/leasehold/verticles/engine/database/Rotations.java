package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.database.Rotation;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Backoff;
import dev.leasehold.verticles.engine.Duty;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.time.Duration;
import java.time.Instant;

/// A change of a password in two phases, whatever the account.
///
/// ```text
/// intended ─► change ─┬─ done ──────────────────────────────► taken
///     │               ├─ refused ───────────────────────────► not taken
///     │ crash         └─ unknown ─┐
///     └───────────────────────────┴─► login ─┬─ let in ─────► taken
///          again, ever less often ▲          ├─ wrong ──────► not taken, past the deadline
///                                 └──────────┴─ else
/// ```
///
/// Until then the old password and the new one are both kept. A change that comes late refuses
/// itself by the deadline, so that a new password which a login has proven wrong after it can work
/// no more.
final class Rotations {
  /// How long a change may take, waiting for a connection included.
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// Until when it may begin or commit: beyond the timeout, by more than clocks may differ.
  static final Duration DEADLINE = Duration.ofSeconds(45);

  /// After how many logins that neither prove nor disprove a new password it is given up.
  private static final int HOPELESS = 6;

  private static final String UNREACHABLE = "unreachable";

  private Rotations() {}

  /// What came of a change.
  static Decision changed(
      RotatedAccount account,
      PayloadName candidate,
      Outcome outcome,
      View head,
      Instant now,
      Entropy entropy) {
    Rotation pending = account.pending(head);
    if (pending == null || !pending.candidate().equals(candidate)) {
      return Decision.of(Response.nothing());
    }
    return switch (outcome) {
      case Outcome.Done _ -> account.taken(head, pending, now);
      case Outcome.Refused refused ->
          account.notTaken(
              head,
              pending,
              trouble(account, refused.errorClass(), refused.error(), head, now, entropy));
      case Outcome.Unknown unknown ->
          account.postponed(
              trouble(account, unknown.errorClass(), unknown.error(), head, now, entropy));
    };
  }

  /// Logs in with a new password of which nobody knows whether it was taken.
  static Duty findOut(
      RotatedAccount account, Rotation pending, View head, Instant now, Entropy entropy) {
    DatabaseTarget target = account.login(head, pending);
    if (target == null) {
      return Duty.settled(
          account.postponed(
              trouble(account, "gone", "what a login takes is gone", head, now, entropy)));
    }
    DatabaseEffect login =
        new DatabaseEffect.Verify(target, account.bulkhead(head), ConnectionRoutes.VERIFY_TIMEOUT);
    return new Duty(
        Decision.of(Response.nothing()),
        login,
        (outcome, later, at, chance) ->
            found(account, pending.candidate(), outcome, target, later, at, chance));
  }

  /// What came of that login.
  static Decision found(
      RotatedAccount account,
      PayloadName candidate,
      Outcome outcome,
      DatabaseTarget target,
      View head,
      Instant now,
      Entropy entropy) {
    Rotation pending = account.pending(head);
    if (pending == null || !pending.candidate().equals(candidate)) {
      return Decision.of(Response.nothing());
    }
    return switch (outcome) {
      case Outcome.Done _ -> account.taken(head, pending, now);
      case Outcome.Refused refused when Kinds.of(target.plugin()).isWrongPassword(refused) ->
          wrong(account, pending, refused, head, now);
      case Outcome.Refused refused -> unproven(account, pending, refused, head, now, entropy);
      case Outcome.Unknown unknown ->
          account.postponed(
              trouble(account, unknown.errorClass(), unknown.error(), head, now, entropy));
    };
  }

  private static Decision wrong(
      RotatedAccount account, Rotation pending, Outcome.Refused refused, View head, Instant now) {
    boolean late = !now.isBefore(pending.deadline());
    int attempt = account.failures(head) + 1;
    RotatedAccount.Trouble trouble =
        new RotatedAccount.Trouble(
            refused.errorClass(), refused.error(), attempt, late ? now : pending.deadline());
    return late ? account.notTaken(head, pending, trouble) : account.postponed(trouble);
  }

  private static Decision unproven(
      RotatedAccount account,
      Rotation pending,
      Outcome.Refused refused,
      View head,
      Instant now,
      Entropy entropy) {
    RotatedAccount.Trouble trouble =
        trouble(account, refused.errorClass(), refused.error(), head, now, entropy);
    boolean hopeless =
        account.replaceable()
            && pending.attempts() >= HOPELESS
            && !now.isBefore(pending.deadline())
            && !refused.errorClass().equals(UNREACHABLE);
    return hopeless ? account.notTaken(head, pending, trouble) : account.postponed(trouble);
  }

  static RotatedAccount.Trouble trouble(
      RotatedAccount account,
      String errorClass,
      String error,
      View head,
      Instant now,
      Entropy entropy) {
    int attempt = account.failures(head) + 1;
    return new RotatedAccount.Trouble(
        errorClass, error, attempt, now.plus(Backoff.after(attempt, entropy)));
  }
}
