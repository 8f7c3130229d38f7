package dev.leasehold.verticles.http;

import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.writer.Reply;
import dev.leasehold.verticles.writer.Resolution;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/// A piece of work in the writer room, seen from the http room: what the writer tells is brought
/// back to the context that asked.
final class Submission implements Reply {
  /// How long a client waits for the journal; what happens afterwards stands in the log alone.
  private static final long PATIENCE_MILLIS = 10_000;

  private final Context context;
  private final Promise<Decided> decided = Promise.promise();
  private final Promise<Void> durable = Promise.promise();

  /// What was decided, and the last commit that it made or saw.
  record Decided(Resolution resolution, long sequence) {}

  Submission(Context context) {
    this.context = context;
  }

  /// Known at once; nothing may leave yet.
  Future<Decided> outcome() {
    return decided.future();
  }

  /// Done when all that the decision made or saw is in the log. To be called on the context that
  /// asked: the timer is its own, since one of another thread would have to be woken each time.
  Future<Void> kept() {
    Future<Void> known = durable.future();
    if (!known.isComplete()) {
      Vertx vertx = context.owner();
      long timer = vertx.setTimer(PATIENCE_MILLIS, late -> durable.tryFail(unavailable()));
      known.onComplete(done -> vertx.cancelTimer(timer));
    }
    return known.recover(failure -> Future.failedFuture(unavailable()));
  }

  @Override
  public void decided(Resolution resolution, long sequence) {
    context.runOnContext(here -> decided.tryComplete(new Decided(resolution, sequence)));
  }

  @Override
  public void durable() {
    context.runOnContext(here -> durable.tryComplete());
  }

  @Override
  public void lost(Throwable why) {
    context.runOnContext(here -> {
      decided.tryFail(why instanceof Fault ? why : unavailable());
      durable.tryFail(why);
    });
  }

  private static Refusal unavailable() {
    return Refusal.of(Refusal.Kind.UNAVAILABLE, "the journal does not answer");
  }
}
