package dev.leasehold.verticles.engine;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.route.Decision;
import java.time.Instant;

/// What a mount has to do by itself, without a client: an act on another system, and how what came
/// of it is settled. It needs no intent, since it changes nothing there.
public record Chore(Effect effect, Settle settle) {

  /// From what came of the effect to events, against head as it is then. Nobody reads the answer.
  @FunctionalInterface
  public interface Settle {
    Decision settle(Outcome outcome, View head, Instant now, Entropy entropy);
  }
}
