package dev.leasehold.verticles.http;

import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.transcript.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A real HTTP room on a free port of loopback, whose doorway remembers what came through and
/// answers as a test tells it.
final class Room implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  final BlockingQueue<Request> seen = new ArrayBlockingQueue<>(1000);
  volatile Doorway doorway =
      request -> Future.succeededFuture(new Answered.Done(Response.of(Map.of("a", "b"))));
  final Vertx vertx = Vertx.vertx();
  private final HttpVerticle verticle;

  Room() {
    this(Listener.tcp("127.0.0.1", 0));
  }

  Room(Listener listener) {
    verticle =
        new HttpVerticle(
            listener,
            request -> {
              seen.add(request);
              return doorway.handle(request);
            },
            new SeededEntropy(7),
            InstantSource.fixed(NOW));
    done(vertx.deployVerticle(verticle));
  }

  Wire wire() throws IOException {
    return new Wire("127.0.0.1", verticle.port());
  }

  int port() {
    return verticle.port();
  }

  /// What one request, sent on a connection of its own, is answered.
  Wire.Reply ask(String request) throws IOException {
    try (Wire wire = wire()) {
      return wire.send(request).receive(!request.startsWith("HEAD"));
    }
  }

  /// The answer to a GET.
  Wire.Reply get(String target) throws IOException {
    return ask("GET " + target + " HTTP/1.1\r\nHost: x\r\nX-Vault-Token: t\r\n\r\n");
  }

  /// The answer to a request with a body.
  Wire.Reply send(String method, String target, String headers, String body) throws IOException {
    return ask(
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: x\r\nX-Vault-Token: t\r\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  Request last() throws InterruptedException {
    Request request = seen.poll(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came through");
    }
    return request;
  }

  @Override
  public void close() {
    done(vertx.close());
  }

  private static void done(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
