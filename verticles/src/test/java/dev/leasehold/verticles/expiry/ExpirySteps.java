package dev.leasehold.verticles.expiry;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.route.Decision;
import java.time.Instant;
import java.util.Map;

/// The decisions of the expiry room, without the room: for a simulation that has no event loop.
public final class ExpirySteps {
  private ExpirySteps() {}

  public static Decision page(Engines engines, View head, Instant now) {
    return Agenda.page(engines, head, now);
  }

  public static Decision settle(
      String target, String leaseId, Outcome outcome, View head, Instant now, Entropy entropy) {
    return Drops.settle(target, Map.of(leaseId, outcome), head, now, entropy);
  }
}
