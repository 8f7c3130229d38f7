package dev.leasehold.verticles.process;

import dev.leasehold.events.Commit;
import dev.leasehold.events.kafka.EmbeddedBroker;
import dev.leasehold.projections.store.RocksStore;
import dev.leasehold.verticles.config.Settings;
import dev.leasehold.verticles.config.StorageSettings;
import dev.leasehold.verticles.node.Server;
import dev.leasehold.verticles.node.Storage;
import dev.leasehold.verticles.node.Surroundings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A server that runs until the process is told to stop: by SIGINT or SIGTERM. SIGHUP has it open
/// its audit files anew, as Vault does, for those who rotate them.
///
/// Starting and stopping block; one thread does both. The signals may come at any time: what is
/// told while the server starts is done once it has.
public final class Running implements AutoCloseable {
  private final Server server;
  private final CountDownLatch stop;

  private Running(Server server, CountDownLatch stop) {
    this.server = server;
    this.stop = stop;
  }

  /// Starts a server. The broker and Vert.x, which take the longest, start beside each other.
  ///
  /// @param heard told of each commit of this node, in order and without waiting
  /// @throws dev.leasehold.events.folder.UnfitFolder if a folder is not ours alone, or is in use
  /// @throws dev.leasehold.events.journal.LogUnavailable if the broker or cluster is not there
  public static Running start(Settings settings, Surroundings around, Consumer<Commit> heard) {
    CountDownLatch stop = new CountDownLatch(1);
    Signals.on("INT", stop::countDown);
    Signals.on("TERM", stop::countDown);
    CompletableFuture<Vertx> vertx = beside(Running::vertx);
    Storage storage = open(settings.storage(), around);
    try {
      Server server =
          Server.start(
              vertx.join(),
              storage,
              around,
              new Server.Manner(
                  settings.listeners(),
                  settings.ttls(),
                  settings.remoteInit(),
                  settings.telemetry(),
                  settings.introspects(),
                  heard));
      Signals.on("HUP", server::reopenAuditFiles);
      return new Running(server, stop);
    } catch (RuntimeException failed) {
      vertx.thenAccept(Vertx::close).join();
      storage.close();
      throw failed instanceof CompletionException && failed.getCause() instanceof RuntimeException e
          ? e
          : failed;
    }
  }

  /// Begins what a start will need in any case, on threads of their own: for a process that has yet
  /// to read its command line.
  public static void prepare() {
    var _ = beside(EmbeddedBroker::prepared);
    var _ = beside(RocksStore::prepared);
  }

  private static <T> CompletableFuture<T> beside(Supplier<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            done.complete(work.get());
          } catch (RuntimeException | Error failed) {
            done.completeExceptionally(failed);
          }
        });
    return done;
  }

  /// As many event loops as processors, not twice as many: a request goes through several rooms,
  /// and where two of them share a loop nobody is woken up between. Without the folder in which
  /// Vert.x would keep files of the class path: we have none.
  static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  /// Opens what a server keeps its data in, and keeps others from it until it is closed.
  public static Storage open(StorageSettings settings, Surroundings around) {
    return switch (settings) {
      case StorageSettings.InMemory none -> Storage.inMemory();
      case StorageSettings.Embedded embedded ->
          Storage.embedded(embedded.folder(), around.entropy());
      case StorageSettings.Kafka kafka ->
          Storage.kafka(kafka.connection(), kafka.prefix(), kafka.plan(), kafka.state());
    };
  }

  public Server server() {
    return server;
  }

  /// Asks the server to stop, as the signals do. Any thread.
  public void stop() {
    stop.countDown();
  }

  /// Waits until the process is told to stop.
  public void untilStopped() {
    try {
      stop.await();
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
