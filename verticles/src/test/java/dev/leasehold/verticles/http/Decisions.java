package dev.leasehold.verticles.http;

import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Gate;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.writer.Resolution;
import java.time.Instant;

/// What the writer is asked to decide for a request, without the rooms around it: for a simulation
/// that has no event loop.
public final class Decisions {
  private Decisions() {}

  public static Resolution write(Gate gate, Request request, View head, Instant now) {
    return Passage.decide(gate, request, head, now, null);
  }

  public static Resolution limited(Gate gate, Request request, View head, Instant now) {
    return LimitedUse.decide(gate, request, head, now, null);
  }
}
