package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.astrasimulator.ApiCall;
import dev.leasehold.verticles.astrasimulator.AstraSimulator;
import dev.leasehold.verticles.astrasimulator.Fault;
import dev.leasehold.verticles.astrasimulator.LoggedCall;
import dev.leasehold.verticles.astrasimulator.Misbehaviour;
import dev.leasehold.verticles.astrasimulator.Setup;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The windows in which a server that dies leaves a token behind that nobody knows, and an Astra
/// that is down while servers come and go.
@Timeout(300)
final class AstraOrphanTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Beyond the deadline of every intent.
  private static final Duration AHEAD = Duration.ofMinutes(5);

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final AstraSimulator astra =
      AstraBench.await(
          AstraSimulator.start(vertx, Setup.local(new SecureEntropy(), Clock.systemUTC())));
  private ChildServer server;
  private Client root;
  private String share = "";

  @BeforeEach
  void start() throws IOException {
    server = child(Duration.ZERO);
    Client.Answer born =
        Client.of(server.port(), "")
            .done("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
    share = born.body().at("/keys/0").asText();
    root = Client.of(server.port(), born.text("/root_token"));
    root.done("sys/unseal", Map.of("key", share));
    root.done("sys/mounts/astra", Map.of("type", "astra"));
    AstraBench.configure(root, "astra", astra.tenants().getFirst(), astra.url());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    AstraBench.await(vertx.close());
    assertFalse(LeakWatch.isLeak(Files.readString(folder.resolve("log"))), "in the log");
  }

  private ChildServer child(Duration ahead) throws IOException {
    return ChildServer.start(folder.resolve("leasehold"), folder.resolve("log"), ahead);
  }

  private void startAgain(Duration ahead) throws IOException {
    server.kill();
    server = child(ahead);
    root = Client.of(server.port(), root.token());
    root.done("sys/unseal", Map.of("key", share));
  }

  private Client.Answer create() throws IOException {
    return root.post(
        "astra/org/token",
        Map.of(
            "org_id", astra.tenants().getFirst().organization().id(),
            "role_name", "app",
            "logical_name", "one"));
  }

  /// Asks for a token, and comes back once Astra has been asked.
  private CompletableFuture<Client.Answer> begun(Misbehaviour how) throws Exception {
    AstraBench.await(astra.inject(Fault.next(ApiCall.CREATE, how)));
    CompletableFuture<Client.Answer> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(create());
          } catch (IOException | RuntimeException broken) {
            answer.completeExceptionally(broken);
          }
        });
    Eventually.is(
        "Astra is asked",
        PATIENCE,
        () -> !AstraBench.await(astra.calls()).isEmpty() || answer.isDone());
    return answer;
  }

  private void nothingIsLeft() throws Exception {
    Eventually.nothing("a live token", PATIENCE, () -> AstraBench.await(astra.issued()));
    assertEquals(404, root.list("astra/org/tokens").status());
  }

  @Test
  void the_first_window_a_server_that_dies_after_the_deed_leaves_no_token() throws Exception {
    CompletableFuture<Client.Answer> answer =
        begun(new Misbehaviour.AnswersLate(Duration.ofMinutes(10)));
    assertEquals(1, AstraBench.await(astra.issued()).size());

    startAgain(AHEAD);

    assertEquals(true, answer.handle((told, broken) -> broken != null).join());
    nothingIsLeft();
  }

  @Test
  void the_second_window_a_deed_that_comes_after_the_sweep_leaves_no_token() throws Exception {
    var _ = begun(new Misbehaviour.Silent(false));
    LoggedCall heldUp = AstraBench.await(astra.calls()).getFirst();
    startAgain(AHEAD);
    Eventually.is(
        "it was looked for",
        PATIENCE,
        () ->
            AstraBench.await(astra.calls()).stream().anyMatch(call -> call.call() == ApiCall.LIST));

    AstraBench.actLater(heldUp, astra);

    assertEquals(1, AstraBench.await(astra.issued()).size());
    nothingIsLeft();
  }

  @Test
  void an_astra_that_is_down_while_servers_come_and_go_finds_all_revoked() throws Exception {
    Client.Answer made = create();
    assertEquals(200, made.status(), made.errors());
    AstraBench.await(astra.refuse());
    assertEquals(
        400,
        root.post("sys/leases/revoke", Map.of("lease_id", made.text("/lease_id"), "sync", true))
            .status());
    startAgain(Duration.ofMinutes(20));
    startAgain(Duration.ofMinutes(40));
    assertEquals(1, AstraBench.await(astra.issued()).size());

    AstraBench.await(astra.accept());

    startAgain(Duration.ofMinutes(60));
    nothingIsLeft();
    Eventually.is(
        "the lease is over",
        PATIENCE,
        () -> !root.post("sys/leases/lookup", Map.of("lease_id", made.text("/lease_id"))).good());
  }
}
