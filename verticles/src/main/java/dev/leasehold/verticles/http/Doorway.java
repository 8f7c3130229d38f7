package dev.leasehold.verticles.http;

import dev.leasehold.projections.settings.Cors;
import dev.leasehold.verticles.request.Request;
import io.vertx.core.Future;

/// Where a request that was read leaves the HTTP room. Called on the event loop that owns the
/// connection, so it must not block; the future may be completed on any thread.
///
/// A future that fails with a [dev.leasehold.verticles.request.Refusal] is answered as one, any
/// other failure as a fault of ours.
@FunctionalInterface
public interface Doorway {
  Future<Answered> handle(Request request);

  /// Whether the server is sealed now.
  default boolean sealed() {
    return false;
  }

  /// From which other origins browsers may ask now.
  default Cors cors() {
    return Cors.OFF;
  }
}
