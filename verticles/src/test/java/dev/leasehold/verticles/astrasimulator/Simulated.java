package dev.leasehold.verticles.astrasimulator;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SeededEntropy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A simulator for one test, whose clock stands still until it is moved, and a client of it.
final class Simulated implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-02T03:04:05.123456789Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final Reveal TO_ASK = Reveal.because("a test is the administrator");

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile Instant now = START;
  final AstraSimulator simulator;
  final String admin;

  Simulated(long seed) {
    this.simulator =
        await(AstraSimulator.start(vertx, Setup.local(new SeededEntropy(seed), () -> now)));
    this.admin = simulator.tenants().getFirst().adminToken().revealUtf8(TO_ASK);
  }

  Simulated(Setup setup) {
    this.simulator = await(AstraSimulator.start(vertx, setup));
    this.admin = simulator.tenants().getFirst().adminToken().revealUtf8(TO_ASK);
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("a future did not end well", e);
    }
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  HttpRequest request(String method, String path, String token, String body, Duration patience) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(simulator.url() + path))
            .timeout(patience)
            .header("User-Agent", "test")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return (token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token)).build();
  }

  CompletableFuture<HttpResponse<String>> begin(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.ofString());
  }

  /// Asks, and throws what kept the answer from coming as the cause of a `CompletionException`.
  HttpResponse<String> ask(String method, String path, String token, String body) {
    return begin(request(method, path, token, body, PATIENCE)).join();
  }

  HttpResponse<String> create(String body) {
    return ask("POST", "/v2/clientIdSecrets", admin, body);
  }

  HttpResponse<String> create() {
    return create(wish(Roles.id("R/W User")).encode());
  }

  static JsonObject wish(String... roles) {
    return new JsonObject().put("roles", new JsonArray(List.of(roles)));
  }

  HttpResponse<String> delete(String clientId) {
    return ask("DELETE", "/v2/clientIdSecrets/" + clientId, admin, "");
  }

  JsonArray list(String token) {
    HttpResponse<String> answer = ask("GET", "/v2/clientIdSecrets", token, "");
    if (answer.statusCode() != 200) {
      throw new AssertionError("no list: " + answer.statusCode());
    }
    return new JsonObject(answer.body()).getJsonArray("clients");
  }

  /// Has a fault wait, by the endpoint for it.
  void fault(String json) {
    HttpResponse<String> answer = ask("POST", "/simulator/faults", "", json.replace('\'', '"'));
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
  }

  /// The ids of tokens that somebody asked for.
  List<String> issued() {
    return await(simulator.issued()).stream().map(AstraClient::clientId).toList();
  }

  List<LoggedCall> calls() {
    return await(simulator.calls());
  }

  /// Looks again until it is so.
  static void eventually(BooleanSupplier so) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come to be");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /// What kept an answer from coming.
  static Throwable cause(CompletableFuture<?> asked) {
    try {
      asked.join();
      throw new AssertionError("it was answered");
    } catch (CompletionException failed) {
      return Objects.requireNonNull(failed.getCause());
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    await(vertx.close());
    http.close();
  }
}
