package dev.leasehold.verticles.engine.database;

import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.SqlTarget;
import dev.leasehold.verticles.request.Refusal;

/// What the client is told of acts that did not succeed, in Vault's words as far as it has any.
final class Failures {
  private Failures() {}

  /// Of statements that were to be run.
  static Refusal ofStatements(Outcome.Refused refused, SqlTarget target, String prefix) {
    if (refused.errorClass().equals("busy")) {
      return Refusal.of(Refusal.Kind.UNAVAILABLE, refused.error());
    }
    return refused.error().startsWith("ERROR: ")
        ? Refusal.internal(prefix + "failed to execute query: " + refused.error())
        : Refusal.internal(prefix + "error verifying connection: " + connecting(refused, target));
  }

  /// Of statements of which nobody knows whether they were run.
  static Refusal ofUnknown(Outcome.Unknown unknown, String prefix) {
    return Refusal.internal(prefix + "the outcome is unknown: " + unknown.error());
  }

  /// Of a connection that was tried.
  static Refusal ofVerifying(Outcome outcome, SqlTarget target) {
    String reason =
        switch (outcome) {
          case Outcome.Done _ -> "";
          case Outcome.Refused refused -> connecting(refused, target);
          case Outcome.Unknown unknown -> unknown.error();
        };
    return Refusal.badRequest(
        "error creating database object: error verifying connection: " + reason);
  }

  private static String connecting(Outcome.Refused refused, SqlTarget target) {
    String kind =
        !refused.error().startsWith("FATAL")
            ? "dial error ("
            : refused.errorClass().equals("28P01") ? "failed SASL auth (" : "server error (";
    return "failed to connect to `host="
        + target.host()
        + " user="
        + target.userName()
        + " database="
        + target.database()
        + "`: "
        + kind
        + refused.error()
        + ")";
  }
}
