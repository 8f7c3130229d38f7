package dev.leasehold.verticles.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server for one test: plays the answers that it was given, records what was asked, and runs
/// commands against itself. A request without an answer gets 404 and no errors, as for nothing
/// found. The server's thread writes the record, the test reads it after the command ended.
final class CannedServer implements AutoCloseable {
  /// What a command did: its exit code and what it wrote.
  record Outcome(int code, String out, String err) {}

  /// For commands that are clients: they have no use for it.
  private static final Surroundings NOWHERE =
      new Surroundings(new SeededEntropy(1), InstantSource.fixed(Instant.EPOCH), () -> 0);

  private record Canned(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Canned> answers = new HashMap<>();
  private final Path home;

  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  final Map<String, String> environment = new HashMap<>();

  CannedServer(Path home) throws IOException {
    this.home = home;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    environment.put("VAULT_ADDR", address());
    environment.put("VAULT_TOKEN", "root");
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  CannedServer answers(String request, int status, String body) {
    answers.put(request, new Canned(status, body));
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
            false,
            () -> typed);
    int code = Leasehold.run(terminal, NOWHERE, arguments);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(body.isEmpty() ? request : request + " " + body);
    headers.add(Map.copyOf(exchange.getRequestHeaders()));
    Canned canned = answers.getOrDefault(request, new Canned(404, "{\"errors\":[]}"));
    byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
    if (canned.status() == 307) {
      exchange.getResponseHeaders().add("Location", canned.body());
      bytes = new byte[0];
    }
    exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
