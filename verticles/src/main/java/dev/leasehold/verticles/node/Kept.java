package dev.leasehold.verticles.node;

import dev.leasehold.verticles.writer.Reply;
import dev.leasehold.verticles.writer.Resolution;
import dev.leasehold.verticles.writer.Work;
import dev.leasehold.verticles.writer.WriterVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/// Waits until what the node itself decided is in the log.
final class Kept implements Reply {
  private final Promise<Void> kept = Promise.promise();

  private Kept() {}

  /// Has work decided; done when what it made is in the log.
  static Future<Void> work(WriterVerticle writer, Work work) {
    Kept kept = new Kept();
    writer.submit(work, kept);
    return kept.kept.future();
  }

  @Override
  public void decided(Resolution resolution, long sequence) {}

  @Override
  public void durable() {
    kept.tryComplete();
  }

  @Override
  public void lost(Throwable why) {
    kept.tryFail(why);
  }
}
