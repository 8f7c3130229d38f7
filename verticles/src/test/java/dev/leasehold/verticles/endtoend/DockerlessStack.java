package dev.leasehold.verticles.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leasehold.verticles.Main;
import dev.leasehold.verticles.compose.ComposeFile;
import dev.leasehold.verticles.compose.Stack;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;

/// The dev stack without Docker: the same parts with the same settings, each in a process of its
/// own, all read from the files of the stack. Changed is where they are: hosts, ports and folders.
@SuppressWarnings("NullAway.Init") // the parts are there once it has started
final class DockerlessStack implements AutoCloseable {
  /// What the setup configures.
  static final List<String> PARTS = List.of("postgres", "mysql", "astra");

  private static final String STARTED = "started!";

  private final ComposeFile file = ComposeFile.ofTheStack();
  private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();
  private final List<CompletableFuture<?>> starting = new ArrayList<>();
  private final Path folder;
  private final int port;
  private Places places;
  private Postgres postgres;
  private Mysql mysql;
  private KafkaProcess kafka;
  private ChildProcess server;
  private int starts;
  private int runs;

  private DockerlessStack(Path folder) throws IOException {
    this.folder = folder;
    List<Integer> free = freePorts(5);
    this.port = free.getFirst();
    Map<String, String> changed = new LinkedHashMap<>();
    changed.put("0.0.0.0:8200", "127.0.0.1:" + port);
    changed.put("PLAINTEXT://:9092", "PLAINTEXT://127.0.0.1:" + free.get(1));
    changed.put("CONTROLLER://:9093", "CONTROLLER://127.0.0.1:" + free.get(2));
    changed.put("kafka:9092", "127.0.0.1:" + free.get(1));
    changed.put("kafka:9093", "127.0.0.1:" + free.get(2));
    changed.put("postgres:5432", "127.0.0.1:" + free.get(3));
    changed.put("astra:8080", "127.0.0.1:" + free.get(4));
    changed.put("0.0.0.0:8080", "127.0.0.1:" + free.get(4));
    changed.put("/var/lib/kafka/data", folder("kafka-data").toString());
    changed.put("/var/lib/leasehold", folder("leasehold").toString());
    this.places = new Places(changed);
  }

  /// Starts all of it but the setup, side by side as far as one does not await the other.
  static DockerlessStack start(Path folder) throws Exception {
    DockerlessStack stack = new DockerlessStack(folder);
    try {
      stack.started();
      return stack;
    } catch (Exception | Error e) {
      stack.close();
      throw e;
    }
  }

  private void started() throws Exception {
    CompletableFuture<Postgres> database =
        beside(() -> new Postgres(folder("postgres-data"), portOf("postgres:5432")));
    CompletableFuture<Mysql> other =
        beside(() ->
            new Mysql(
                folder("mysql-data"),
                String.valueOf(file.environment("mysql").get("MYSQL_ROOT_PASSWORD"))));
    var _ = beside(this::startedSimulator);
    kafka =
        beside(() ->
                KafkaProcess.start(
                    folder("kafka"), places.in(file.environment("kafka")), places.in("kafka:9092")))
            .get();
    Files.writeString(folder.resolve("leasehold.hcl"), places.in(Stack.text(Stack.CONFIGURATION)));
    server = startedServer();
    commandLine();
    postgres = database.get();
    mysql = other.get();
    places = places.and("mysql:3306", "127.0.0.1:" + mysql.port());
    CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).get();
  }

  private ChildProcess startedSimulator() throws Exception {
    ChildProcess started =
        ChildProcess.java(
            folder.resolve("astra.log"),
            file.environment("astra"),
            Main.class,
            file.command("astra").stream().map(places::in).toArray(String[]::new));
    started.says("url", 1);
    return started;
  }

  private int portOf(String place) {
    return Integer.parseInt(places.in(place).split(":", -1)[1]);
  }

  Postgres postgres() {
    return postgres;
  }

  Mysql mysql() {
    return mysql;
  }

  KafkaProcess kafka() {
    return kafka;
  }

  /// The ids of the clients that the simulator has, as its administrator sees them.
  List<String> astraClients() throws Exception {
    Map<String, String> setup = places.in(file.environment("setup"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(setup.get("ASTRA_URL") + "/v2/clientIdSecrets"))
            .header("Authorization", "Bearer " + setup.get("ASTRA_TOKEN"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return new ObjectMapper().readTree(body).findValuesAsText("clientId");
    }
  }

  String astraOrganization() {
    return String.valueOf(file.environment("setup").get("ASTRA_ORG_ID"));
  }

  /// What the setup is given that must not be seen.
  List<String> secrets() {
    return file.environment("setup").entrySet().stream()
        .filter(each -> each.getKey().matches(".*(PASSWORD|TOKEN)"))
        .map(Map.Entry::getValue)
        .toList();
  }

  /// All arguments of all commands so far, a line each.
  String arguments() throws IOException {
    return Files.readString(folder.resolve("arguments"));
  }

  /// Runs the script of the stack and gives what it says.
  String setup(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", Stack.path(Stack.SETUP).toString()));
    command.addAll(List.of(arguments));
    Map<String, String> environment = new LinkedHashMap<>(places.in(file.environment("setup")));
    environment.put("LEASEHOLD_KEYS", folder("keys").toString());
    return run(environment, command);
  }

  /// Runs one command of the command line, with a token.
  String leasehold(String token, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(folder("bin").resolve("leasehold").toString()));
    command.addAll(List.of(arguments));
    return run(Map.of("VAULT_TOKEN", token), command);
  }

  /// Stops the server and starts it again, as `docker compose restart` does.
  void restartServer() throws Exception {
    server.stopped();
    server = startedServer();
  }

  private ChildProcess startedServer() throws Exception {
    ChildProcess started =
        ChildProcess.java(
            folder.resolve("server.log"),
            Map.of("HOME", folder("home").toString()),
            Main.class,
            "server",
            "-config=" + folder.resolve("leasehold.hcl"));
    parts.addFirst(started);
    starts++;
    started.says(STARTED, starts);
    return started;
  }

  /// A `leasehold` to be found on the path, which also notes its arguments.
  private void commandLine() throws IOException {
    Path program = folder("bin").resolve("leasehold");
    Files.writeString(
        program,
        """
        #!/bin/sh
        printf '%%s\\n' "$@" >>"%s"
        exec %s -cp "$LEASEHOLD_CLASS_PATH" %s "$@"
        """
            .formatted(
                folder.resolve("arguments"),
                String.join(" ", ChildProcess.javaCommand()),
                Main.class.getName()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private String run(Map<String, String> more, List<String> command) throws Exception {
    Map<String, String> environment = new LinkedHashMap<>(more);
    environment.put("PATH", folder("bin") + ":" + System.getenv("PATH"));
    environment.put("LEASEHOLD_CLASS_PATH", System.getProperty("java.class.path"));
    environment.put("VAULT_ADDR", "http://127.0.0.1:" + port);
    environment.put("HOME", folder("home").toString());
    runs++;
    return ChildProcess.start(folder.resolve("run-" + runs + ".log"), environment, command).ended();
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /// Starts a part on a thread of its own, to be stopped with the rest.
  private <T extends AutoCloseable> CompletableFuture<T> beside(Callable<T> start) {
    CompletableFuture<T> future =
        CompletableFuture.supplyAsync(() -> {
          try {
            T part = start.call();
            parts.addFirst(part);
            return part;
          } catch (Exception e) { // told by whoever waits for it
            throw new CompletionException(e);
          }
        });
    starting.add(future);
    return future;
  }

  /// Ports that were free a moment ago, different ones.
  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket each : held) {
        each.close();
      }
    }
  }

  /// Stops what was started last first, and waits for what is still starting.
  @Override
  public void close() throws IOException {
    starting.forEach(each -> each.exceptionally(failed -> null).join());
    IOException failed = null;
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) { // the others are to stop all the same
        failed = new IOException("a part of the stack does not stop", e);
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
