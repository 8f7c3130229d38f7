package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.astrasimulator.ApiCall;
import dev.leasehold.verticles.astrasimulator.AstraClient;
import dev.leasehold.verticles.astrasimulator.AstraSimulator;
import dev.leasehold.verticles.astrasimulator.LoggedCall;
import dev.leasehold.verticles.astrasimulator.Roles;
import dev.leasehold.verticles.astrasimulator.Setup;
import dev.leasehold.verticles.astrasimulator.Tenant;
import dev.leasehold.verticles.node.Storage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// A server beside a simulated Astra, with one clock for both that tests move on, and all lines
/// that are logged meanwhile held against what no line may hold.
final class AstraBench implements AutoCloseable {
  static final String ROLE_ID = Roles.id("R/W User");
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Reveal TO_ADMINISTER = Reveal.because("a test is the administrator");

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Instant.now().plus(ahead.get());
  private final Vertx vertx = Vertx.vertx();
  private final LeakWatch leaks = new LeakWatch();
  private final Running server;
  private int mounts;
  final AstraSimulator astra;
  final Client root;

  AstraBench() {
    this.astra = await(AstraSimulator.start(vertx, Setup.local(new SecureEntropy(), clock)));
    this.server = Running.sealed(Storage.inMemory(), clock);
    server.unsealed();
    this.root = server.client();
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("a future did not end well", e);
    }
  }

  /// Both clocks go on by so much at once.
  void passes(Duration time) {
    ahead.updateAndGet(now -> now.plus(time));
  }

  Tenant tenant() {
    return astra.tenants().getFirst();
  }

  String org() {
    return tenant().organization().id();
  }

  /// A new mount, configured for the simulator, with the role `app`; each is a target of its own.
  String mount() throws IOException {
    return mount(astra.url());
  }

  String mount(String url) throws IOException {
    String path = "astra" + ++mounts;
    root.done("sys/mounts/" + path, Map.of("type", "astra"));
    configure(root, path, tenant(), url);
    return path;
  }

  static void configure(Client root, String path, Tenant tenant, String url) throws IOException {
    String org = tenant.organization().id();
    root.done(
        path + "/config",
        Map.of(
            "org_id",
            org,
            "url",
            url,
            "astra_token",
            tenant.adminToken().revealUtf8(TO_ADMINISTER),
            "logical_name",
            "bench"));
    root.done(
        path + "/role", Map.of("org_id", org, "role_name", "app", "role_id", ROLE_ID, "ttl", "1h"));
  }

  Client.Answer create(String mount, String name) throws IOException {
    return root.post(mount + "/org/token", asking(name));
  }

  Map<String, Object> asking(String name) {
    return Map.of("org_id", org(), "role_name", "app", "logical_name", name);
  }

  /// Has a token made that must be made, and gives its lease and client id.
  Token made(String mount, String name) throws IOException {
    Client.Answer answer = create(mount, name);
    assertEquals(200, answer.status(), answer.errors());
    return new Token(answer.text("/lease_id"), answer.text("/data/clientId"));
  }

  record Token(String lease, String clientId) {}

  Client.Answer revoke(String lease) throws IOException {
    return root.post("sys/leases/revoke", Map.of("lease_id", lease, "sync", true));
  }

  boolean isKnown(String lease) throws IOException {
    return root.post("sys/leases/lookup", Map.of("lease_id", lease)).good();
  }

  /// The client ids that Astra would let in, but for the administrator's.
  Set<String> live() {
    return new TreeSet<>(await(astra.issued()).stream().map(AstraClient::clientId).toList());
  }

  /// The client ids whose leases a mount lists.
  Set<String> leased(String mount) throws IOException {
    Set<String> ids = new TreeSet<>();
    root.list(mount + "/org/tokens").body().at("/data/keys").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  List<LoggedCall> calls(ApiCall call) {
    return await(astra.calls()).stream().filter(each -> each.call() == call).toList();
  }

  void nothingLives() throws Exception {
    Eventually.nothing("a live token", PATIENCE, this::live);
  }

  /// Sends a request once more, past the server, as one arrives that was held up.
  static void actLater(LoggedCall call, AstraSimulator astra) throws Exception {
    String token = astra.tenants().getFirst().adminToken().revealUtf8(TO_ADMINISTER);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(astra.url() + call.uri()))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(call.body()))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertEquals(200, http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
  }

  /// Makes Astra as it was at the start; the server and its mounts stay.
  void beginAnew() {
    await(astra.accept());
    await(astra.reset());
  }

  /// Fails where a line of the log holds something secret.
  void nothingLeaked() {
    assertEquals(List.of(), leaks.found(), "in the log");
  }

  /// An answer may hold no secret either.
  static void harmless(Client.Answer answer) {
    assertEquals(false, LeakWatch.isLeak(answer.body().toString()), "an error holds a secret");
  }

  @Override
  public void close() {
    server.close();
    await(vertx.close());
    leaks.close();
    nothingLeaked();
  }
}
