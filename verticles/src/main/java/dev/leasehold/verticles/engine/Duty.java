package dev.leasehold.verticles.engine;

import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.route.Decision;
import org.jspecify.annotations.Nullable;

/// An act that is due: what is written down before it, the act, and how what came of it is settled.
/// Without an effect the intent is all.
public record Duty(Decision intent, @Nullable Effect effect, Chore.Settle settle) {

  /// What needs no other system.
  public static Duty settled(Decision decision) {
    return new Duty(decision, null, (outcome, head, now, entropy) -> decision);
  }
}
