package dev.leasehold.verticles.http;

import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.audit.AuditVerticle;
import dev.leasehold.verticles.gate.Gate;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.telemetry.Telemetry;
import dev.leasehold.verticles.writer.WriterVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// What an unsealed node is made of, as far as a request meets it. It is dropped as a whole when
/// the node is sealed.
///
/// @param state the committed state
/// @param fresh whether this node may answer now: what it knows was confirmed a moment ago
/// @param limits how much of the rate limits is used
/// @param telemetry where it is told what was done and how long it took
/// @param effects performs an act on another system, or waits for the expiry room
public record Life(
    Vertx vertx,
    Gate gate,
    View state,
    InstantSource clock,
    WriterVerticle writer,
    AuditVerticle audit,
    Function<Effect, Future<Outcome>> effects,
    BooleanSupplier fresh,
    RateLimits limits,
    Telemetry telemetry) {

  /// A node that has just been unsealed: nobody has used up anything.
  public Life(
      Vertx vertx,
      Gate gate,
      View state,
      InstantSource clock,
      WriterVerticle writer,
      AuditVerticle audit,
      Function<Effect, Future<Outcome>> effects,
      BooleanSupplier fresh,
      Telemetry telemetry) {
    this(vertx, gate, state, clock, writer, audit, effects, fresh, new RateLimits(), telemetry);
  }
}
