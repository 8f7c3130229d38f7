package dev.leasehold.verticles.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server under test: a process of its own, initialized, unsealed and set up over its HTTP API in
/// the same way whoever it is. Its storage is on disk and its audit on.
final class Rival implements AutoCloseable {
  static final String CREATION =
      "CREATE ROLE \"{{name}}\" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}';";

  private static final ObjectMapper JSON = new ObjectMapper();

  final String name;
  final int port;
  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private String token = "";

  private Rival(String name, int port, Process process) {
    this.name = name;
    this.port = port;
    this.process = process;
  }

  /// This build, by its launcher, with the embedded broker.
  static Rival leasehold(Path launcher, Path folder, int port) throws Exception {
    Path data =
        Files.createDirectory(
            folder.resolve("data"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    String config = "storage \"embedded\" { path = \"" + data + "\" }\n" + listener(port) + "\n";
    return start("leasehold", launcher.toString(), config, folder, port);
  }

  /// OpenBao with its integrated storage.
  static Rival bao(Path folder, int port, int clusterPort) throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    String config =
        "storage \"raft\" {\n path = \""
            + data
            + "\"\n node_id = \"one\"\n}\n"
            + listener(port)
            + "\napi_addr = \"http://127.0.0.1:"
            + port
            + "\"\ncluster_addr = \"http://127.0.0.1:"
            + clusterPort
            + "\"\naudit \"file\" \"file\" {\n options {\n file_path = \""
            + folder.resolve("audit.log")
            + "\"\n }\n}\n";
    return start("openbao", "bao", config, folder, port);
  }

  private static String listener(int port) {
    return "listener \"tcp\" {\n address = \"127.0.0.1:" + port + "\"\n tls_disable = true\n}";
  }

  private static Rival start(String name, String program, String config, Path folder, int port)
      throws Exception {
    Path file = Files.writeString(folder.resolve("server.hcl"), config);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Process process =
        new ProcessBuilder(program, "server", "-config=" + file)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    Rival rival = new Rival(name, port, process);
    rival.prepare();
    return rival;
  }

  private void prepare() throws Exception {
    awaitHealth("501", "503", "200");
    JsonNode born = call("PUT", "sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
    String key = born.path("keys").path(0).asText();
    call("PUT", "sys/unseal", Map.of("key", key));
    token = born.path("root_token").asText();
    awaitHealth("200");
    call("POST", "sys/mounts/secret", Map.of("type", "kv", "options", Map.of("version", "2")));
    TimeUnit.SECONDS.sleep(2);
    call("POST", "secret/data/hot", Map.of("data", Map.of("value", "x".repeat(100))));
  }

  /// Configures the database engine with a role whose credentials live an hour.
  void database(int postgres, String user, String password) throws Exception {
    call("POST", "sys/mounts/database", Map.of("type", "database"));
    call(
        "POST",
        "database/config/pg",
        Map.of(
            "plugin_name",
            "postgresql-database-plugin",
            "allowed_roles",
            "*",
            "max_open_connections",
            16,
            "username",
            user,
            "password",
            password,
            "connection_url",
            "postgresql://{{username}}:{{password}}@127.0.0.1:"
                + postgres
                + "/postgres?sslmode=disable"));
    call(
        "POST",
        "database/roles/app",
        Map.of("db_name", "pg", "default_ttl", "1h", "creation_statements", CREATION));
  }

  /// Fills a folder with 1,000 keys, and a cubbyhole with one.
  void folder() throws Exception {
    Map<String, ?> value = Map.of("data", Map.of("value", "x"));
    for (int i = 0; i < 1_000; i++) {
      call("POST", "secret/data/folder/key-" + i, value);
    }
    call("POST", "cubbyhole/hot", Map.of("value", "x".repeat(100)));
  }

  /// Makes an AppRole; returns the body of its login.
  String approle() throws Exception {
    call("POST", "sys/auth/approle", Map.of("type", "approle"));
    call("POST", "auth/approle/role/app", Map.of("token_ttl", "1h"));
    String role =
        call("GET", "auth/approle/role/app/role-id", Map.of()).at("/data/role_id").asText();
    String secret =
        call("POST", "auth/approle/role/app/secret-id", Map.of()).at("/data/secret_id").asText();
    return JSON.writeValueAsString(Map.of("role_id", role, "secret_id", secret));
  }

  String token() {
    return token;
  }

  private void awaitHealth(String... statuses) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IOException(name + " has stopped; its log is beside its configuration");
      }
      try {
        if (List.of(statuses)
            .contains(String.valueOf(send("GET", "sys/health", null).statusCode()))) {
          return;
        }
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    throw new IOException(name + " does not become healthy");
  }

  /// A request that must be answered well.
  JsonNode call(String method, String path, Map<String, ?> body) throws Exception {
    HttpResponse<String> answer = send(method, path, JSON.writeValueAsString(body));
    if (answer.statusCode() >= 400) {
      throw new IOException(name + " answers " + answer.statusCode() + " to " + path);
    }
    return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(String method, String path, @Nullable String body)
      throws Exception {
    HttpRequest.BodyPublisher content =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/" + path))
            .method(method, content)
            .header("X-Vault-Token", token.isEmpty() ? "none" : token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// The CPU seconds that the process has used so far.
  double cpuSeconds() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /// The resident memory in megabytes, where the system tells it.
  long residentMegabytes() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
