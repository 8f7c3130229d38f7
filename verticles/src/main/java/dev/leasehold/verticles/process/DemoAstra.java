package dev.leasehold.verticles.process;

import dev.leasehold.verticles.astrasimulator.AstraSimulator;
import dev.leasehold.verticles.astrasimulator.Setup;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/// A simulator of Astra's DevOps API with a Vert.x of its own: beside a server to try it on, or as
/// all that a process is. Starting and stopping block.
public final class DemoAstra implements AutoCloseable {
  private final Vertx vertx;
  private final AstraSimulator simulator;

  private DemoAstra(Vertx vertx, AstraSimulator simulator) {
    this.vertx = vertx;
    this.simulator = simulator;
  }

  /// Starts one, or throws `CompletionException` whose cause says why it cannot listen.
  public static DemoAstra start(Setup setup) {
    Vertx vertx = Running.vertx();
    try {
      return new DemoAstra(
          vertx,
          AstraSimulator.start(vertx, setup).toCompletionStage().toCompletableFuture().join());
    } catch (CompletionException failed) {
      close(vertx);
      throw failed;
    }
  }

  public AstraSimulator simulator() {
    return simulator;
  }

  /// Waits until SIGINT or SIGTERM tells the process to stop.
  public void untilStopped() {
    CountDownLatch stop = new CountDownLatch(1);
    Signals.on("INT", stop::countDown);
    Signals.on("TERM", stop::countDown);
    try {
      stop.await();
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    close(vertx);
  }

  private static void close(Vertx vertx) {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
