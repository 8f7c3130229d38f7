package dev.leasehold.verticles.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicInteger;

/// Lines on their way to one client until it leaves, or the server is sealed. A client that reads
/// too slowly misses some; nobody waits for it. On the event loop of its connection, but for the
/// lines, which come on any thread.
final class Flowing {
  /// Lines that wait for the event loop; as many as Vault's monitor holds.
  private static final int MOST_WAITING = 512;

  private static final long LOOK_MILLIS = 1_000;
  private static final String SEALED = "core received sealed state change, ending monitor session";

  private final Vertx vertx;
  private final Context context;
  private final HttpServerResponse out;
  private final AtomicInteger waiting = new AtomicInteger();

  Flowing(Vertx vertx, Context context, HttpServerResponse out) {
    this.vertx = vertx;
    this.context = context;
    this.out = out;
  }

  /// Begins, once the head of the answer was written.
  ///
  /// @param ended told when it is over
  void begin(Answered.Flow flow, Doorway doorway, Runnable ended) {
    Runnable end = flow.open(this::take);
    long timer =
        vertx.setPeriodic(
            LOOK_MILLIS,
            id -> {
              if (doorway.sealed() && !out.ended()) {
                out.closeHandler(null);
                end.run();
                vertx.cancelTimer(id);
                ended.run();
                out.end(SEALED);
              }
            });
    out.closeHandler(left -> {
      end.run();
      vertx.cancelTimer(timer);
      ended.run();
    });
  }

  private void take(String line) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return;
    }
    context.runOnContext(here -> {
      waiting.decrementAndGet();
      if (!out.ended() && !out.closed() && !out.writeQueueFull()) {
        out.write(line);
      }
    });
  }
}
