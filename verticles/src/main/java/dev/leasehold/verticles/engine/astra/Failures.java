package dev.leasehold.verticles.engine.astra;

import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Refusal;

/// What the client is told of acts that did not succeed, in the plugin's words as far as it has
/// any. What Astra refused for certain is 400, which no client repeats; what may come right by
/// itself is 429, 500 or 503.
final class Failures {
  private static final String CREATING = "error creating Astra token: ";

  private Failures() {}

  /// Of a token that was to be made.
  static Refusal ofCreation(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ ->
          Refusal.internal(CREATING + "the lease was revoked before it could be handed out");
      case Outcome.Refused refused -> ofRefused(refused, CREATING);
      case Outcome.Unknown unknown ->
          Refusal.internal(
              CREATING
                  + "the outcome is unknown, and what was made is revoked: "
                  + unknown.error());
    };
  }

  /// Of anything else.
  static Refusal of(Outcome outcome, String before) {
    return switch (outcome) {
      case Outcome.Done _ -> Refusal.internal(before + "it was done, but changed meanwhile");
      case Outcome.Refused refused -> ofRefused(refused, before);
      case Outcome.Unknown unknown -> Refusal.internal(before + unknown.error());
    };
  }

  private static Refusal ofRefused(Outcome.Refused refused, String before) {
    return switch (refused.errorClass()) {
      case "busy" -> Refusal.of(Refusal.Kind.UNAVAILABLE, before + refused.error());
      case DevOps.RATE_LIMITED ->
          Refusal.of(Refusal.Kind.TOO_MANY_REQUESTS, before + refused.error());
      case "unreachable" -> Refusal.internal(before + "error sending request " + refused.error());
      default -> Refusal.badRequest(before + refused.error());
    };
  }
}
