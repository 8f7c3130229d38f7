package dev.leasehold.verticles.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.verticles.node.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// A server for one test: plays the answers that it was given, records what was asked, and runs
/// commands against itself. A request without an answer gets 404 and no errors, as for nothing
/// found. The server's threads write the record, the test reads it after the command ended.
final class CannedServer implements AutoCloseable {
  /// What a command did: its exit code and what it wrote.
  record Outcome(int code, String out, String err) {
    /// One line, or some, of output and nothing else.
    static Outcome done(String message) {
      return new Outcome(0, message + "\n", "");
    }

    /// One line, or some, of errors and nothing else.
    static Outcome failed(int code, String message) {
      return new Outcome(code, "", message + "\n");
    }
  }

  /// For commands that are clients: they have no use for it.
  private static final Surroundings NOWHERE =
      new Surroundings(new SeededEntropy(1), InstantSource.fixed(Instant.EPOCH), () -> 0);

  /// @param after the start of a request that must have come before this one is answered
  private record Canned(int status, List<String> bodies, String after) {
    Canned(int status, String body) {
      this(status, List.of(body), "");
    }
  }

  /// How long an answer waits for another request, in all.
  private static final long PATIENCE_SECONDS = 30;

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final HttpServer server;
  private final String scheme;
  private final Map<String, Canned> answers = new HashMap<>();
  private final Map<String, Canned> prefixes = new HashMap<>();
  private final Map<String, Integer> turns = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path home;

  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  final Map<String, String> environment = new HashMap<>();
  boolean interactive;
  final List<Duration> pauses = new CopyOnWriteArrayList<>();

  CannedServer(Path home) throws IOException {
    this(home, "http", HttpServer.create(ANY_PORT, 0));
  }

  /// One that speaks TLS.
  static CannedServer overTls(Path home, SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(ANY_PORT, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new CannedServer(home, "https", server);
  }

  private CannedServer(Path home, String scheme, HttpServer server) {
    this.home = home;
    this.scheme = scheme;
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    environment.put("VAULT_ADDR", address());
    environment.put("VAULT_TOKEN", "root");
  }

  String address() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  CannedServer answers(String request, int status, String body) {
    answers.put(request, new Canned(status, body));
    return this;
  }

  /// Answers the same request with another body each time; the last one stays.
  CannedServer answersInTurn(String request, String... bodies) {
    answers.put(request, new Canned(200, List.of(bodies), ""));
    return this;
  }

  /// Answers a request only when another one, which starts so, has been answered.
  CannedServer answersWhenAsked(String request, String other, String body) {
    answers.put(request, new Canned(200, List.of(body), other));
    gates.put(other, new CountDownLatch(1));
    return this;
  }

  /// Answers every request that starts so.
  CannedServer answersAnythingBelow(String start, String body) {
    prefixes.put(start, new Canned(200, body));
    return this;
  }

  Outcome run(String... arguments) {
    return runWith("", arguments);
  }

  Outcome runWith(String input, String... arguments) {
    return run(input, Optional.empty(), arguments);
  }

  Outcome runTyping(String typed, String... arguments) {
    return run("", Optional.of(typed), arguments);
  }

  private Outcome run(String input, Optional<String> typed, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            home,
            interactive,
            () -> typed,
            pauses::add);
    int code = Leasehold.run(terminal, NOWHERE, arguments);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(body.isEmpty() ? request : request + " " + body);
    headers.add(Map.copyOf(exchange.getRequestHeaders()));
    Canned canned = answers.getOrDefault(request, below(request));
    wait(canned);
    int turn = turns.merge(request, 1, Integer::sum);
    String answer = canned.bodies().get(Math.min(turn, canned.bodies().size()) - 1);
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    if (canned.status() == 307) {
      exchange.getResponseHeaders().add("Location", answer);
      bytes = new byte[0];
    }
    exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
    gates.forEach((start, gate) -> {
      if (request.startsWith(start)) {
        gate.countDown();
      }
    });
  }

  private Canned below(String request) {
    return prefixes.entrySet().stream()
        .filter(prefix -> request.startsWith(prefix.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(new Canned(404, "{\"errors\":[]}"));
  }

  private void wait(Canned canned) {
    try {
      CountDownLatch gate = gates.get(canned.after());
      if (gate != null && !gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody asked for " + canned.after());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
