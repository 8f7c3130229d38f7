package dev.leasehold.verticles.transcript;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.astrasimulator.AstraSimulator;
import dev.leasehold.verticles.astrasimulator.Roles;
import dev.leasehold.verticles.astrasimulator.Setup;
import dev.leasehold.verticles.astrasimulator.Tenant;
import dev.leasehold.verticles.http.Listener;
import dev.leasehold.verticles.node.Server;
import dev.leasehold.verticles.node.Storage;
import dev.leasehold.verticles.node.Surroundings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Plays all transcripts against a fresh server in dev mode, or against one that runs already, ours
/// or another: `-Dtranscripts.address=127.0.0.1:8200 -Dtranscripts.token=root`.
class TranscriptsTest {
  private static final Reveal SHARE =
      Reveal.because("transcripts hand in the unseal key and an admin token");

  private static String token = System.getProperty("transcripts.token", "root");
  private static String unsealKey = System.getProperty("transcripts.unseal_key", "");
  private static String host = "127.0.0.1";
  private static int port;
  private static @Nullable Server server;
  private static Vertx vertx;
  private static AstraSimulator astra;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    astra =
        AstraSimulator.start(vertx, Setup.local(new SecureEntropy(), InstantSource.system()))
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    String address = System.getProperty("transcripts.address", "");
    if (!address.isEmpty()) {
      host = address.substring(0, address.lastIndexOf(':'));
      port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
      return;
    }
    Server ours =
        Server.start(
            Vertx.vertx(),
            Storage.inMemory(),
            new Surroundings(new SecureEntropy(), InstantSource.system(), System::nanoTime),
            List.of(Listener.tcp(host, 0)),
            false);
    Server.Dev dev = ours.unsealedForDevelopment(SecretBytes.ofUtf8(token), 2);
    unsealKey = Base64.getEncoder().encodeToString(dev.unsealKey().reveal(SHARE));
    port = ours.ports().getFirst();
    server = ours;
  }

  @AfterAll
  static void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    if (server != null) {
      server.close();
    }
  }

  @TestFactory
  List<DynamicTest> a_server_answers_as_written() throws IOException, URISyntaxException {
    Path folder = Path.of(Objects.requireNonNull(getClass().getResource("/transcripts")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".http"))
          .sorted()
          .map(
              file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> play(file)))
          .toList();
    }
  }

  private static void play(Path file) throws IOException {
    Tenant tenant = astra.tenants().getFirst();
    Map<String, String> variables =
        Map.of(
            "root_token", token,
            "unseal_key", unsealKey,
            "astra_url", astra.url(),
            "astra_org", tenant.organization().id(),
            "astra_admin", tenant.adminToken().revealUtf8(SHARE),
            "astra_role", Roles.id("R/W User"));
    Transcript.parse(Files.readString(file)).play(host, port, new HashMap<>(variables));
  }
}
