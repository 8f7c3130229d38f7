package dev.leasehold.verticles.engine.database;

import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Refusal;

/// What the client is told of acts that did not succeed, in Vault's words as far as it has any.
final class Failures {
  private Failures() {}

  /// Of statements that were to be run.
  static Refusal ofStatements(Outcome.Refused refused, DatabaseTarget target, String prefix) {
    if (refused.errorClass().equals("busy")) {
      return Refusal.of(Refusal.Kind.UNAVAILABLE, refused.error());
    }
    return Refusal.internal(prefix + Kinds.of(target.plugin()).notRun(refused, target));
  }

  /// Of a connection that was closed and not made again.
  static Refusal ofReset(Outcome.Refused refused, DatabaseTarget target) {
    return refused.errorClass().equals("busy")
        ? Refusal.of(Refusal.Kind.UNAVAILABLE, refused.error())
        : Refusal.internal(Kinds.of(target.plugin()).notVerified(refused, target));
  }

  /// Of a password that was to be changed.
  ///
  /// @param what stands before what the target said
  static Refusal ofChange(
      Outcome.Refused refused, DatabaseTarget target, String prefix, String what) {
    if (refused.errorClass().equals("busy")) {
      return Refusal.of(Refusal.Kind.UNAVAILABLE, refused.error());
    }
    return Refusal.internal(prefix + Kinds.of(target.plugin()).notChanged(refused, target, what));
  }

  /// Of statements of which nobody knows whether they were run.
  static Refusal ofUnknown(Outcome.Unknown unknown, String prefix) {
    return Refusal.internal(prefix + "the outcome is unknown: " + unknown.error());
  }

  /// Of a connection that was tried.
  static Refusal ofVerifying(Outcome outcome, DatabaseTarget target) {
    String reason =
        switch (outcome) {
          case Outcome.Done _ -> "";
          case Outcome.Refused refused -> Kinds.of(target.plugin()).notVerified(refused, target);
          case Outcome.Unknown unknown -> "error verifying connection: " + unknown.error();
        };
    return Refusal.badRequest("error creating database object: " + reason);
  }
}
