package dev.leasehold.verticles.writer;

import dev.leasehold.crypto.barrier.Keyring;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The writer room: exactly one. It gives [Writer] and [Leadership] their threads: its own event
/// loop for deciding, one thread for rows, one for what blocks.
public final class WriterVerticle extends VerticleBase {
  /// How often the leader shows that it lives.
  private static final long BEAT_MILLIS = 500;

  /// How often it looks for late acknowledgements.
  private static final long TICK_MILLIS = 200;

  /// How often rows are made to survive a crash: what a start replays is what came since.
  private static final long FLUSH_MILLIS = 10_000;

  /// How often files are rewritten in which destroyed payloads may still lie.
  private static final long ERASE_MILLIS = 600_000;

  private final Function<Threads, Parts> build;
  private final Supplier<Map<String, String>> auditHeads;
  private final Runnable flush;
  private final Runnable erase;
  private final Consumer<Throwable> fatal;
  private final ExecutorService store = single("leasehold-store");
  private final ExecutorService worker = single("leasehold-journal");
  private @Nullable Parts parts;

  /// The threads of the room.
  public record Threads(Executor self, Executor store, Executor worker, Leadership.Later later) {}

  /// What the room drives.
  public record Parts(Writer writer, Leadership leadership) {}

  public WriterVerticle(
      Function<Threads, Parts> build,
      Supplier<Map<String, String>> auditHeads,
      Runnable flush,
      Runnable erase,
      Consumer<Throwable> fatal) {
    this.build = build;
    this.auditHeads = auditHeads;
    this.flush = flush;
    this.erase = erase;
    this.fatal = fatal;
  }

  private static ExecutorService single(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
  }

  /// Deployed once it leads.
  @Override
  public Future<?> start() {
    Executor self = task -> context.runOnContext(here -> guarded(task));
    Executor rows = task -> store.execute(() -> guarded(task));
    Parts built = build.apply(new Threads(self, rows, worker, this::after));
    parts = built;
    Promise<Void> leading = Promise.promise();
    built.leadership().begin(leading::tryComplete, leading::tryFail);
    vertx.setPeriodic(BEAT_MILLIS, timer -> built.leadership().beat(auditHeads.get()));
    vertx.setPeriodic(FLUSH_MILLIS, timer -> rows.execute(flush));
    vertx.setPeriodic(
        ERASE_MILLIS,
        timer -> {
          if (built.writer().takeErased()) {
            worker.execute(() -> guarded(erase));
          }
        });
    vertx.setPeriodic(TICK_MILLIS, timer -> built.leadership().tick());
    return leading
        .future()
        .onFailure(why -> {
          parts = null;
          worker.shutdown();
          store.shutdown();
        });
  }

  /// What fails here would leave rows and log apart: the node cannot go on.
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException impossible) {
      fatal.accept(impossible);
    }
  }

  private void after(Duration wait, Runnable task) {
    context.runOnContext(here -> vertx.setTimer(wait.toMillis(), timer -> worker.execute(task)));
  }

  @Override
  public Future<?> stop() {
    if (parts != null) {
      parts.leadership().stop();
    }
    return vertx.executeBlocking(() -> {
      worker.shutdown();
      store.shutdown();
      return worker.awaitTermination(10, TimeUnit.SECONDS)
          && store.awaitTermination(10, TimeUnit.SECONDS);
    });
  }

  /// Hands a piece of work to the writer. Any thread; the reply is told on the writer's.
  public void submit(Work work, Reply reply) {
    context.runOnContext(here -> decide(work, reply));
  }

  /// Goes on with a newer keyring; done once this node leads with it. Any thread.
  public Future<Void> renew(Keyring newer) {
    Promise<Void> leading = Promise.promise();
    context.runOnContext(here -> {
      if (parts == null) {
        leading.fail(new NotLeading("the writer has stopped"));
      } else {
        parts.leadership().renew(newer, leading::tryComplete);
      }
    });
    return leading.future();
  }

  private void decide(Work work, Reply reply) {
    if (parts == null) {
      reply.lost(new NotLeading("the writer has stopped"));
      return;
    }
    try {
      parts.writer().submit(work, reply);
    } catch (RuntimeException fault) {
      reply.lost(fault);
    }
  }
}
