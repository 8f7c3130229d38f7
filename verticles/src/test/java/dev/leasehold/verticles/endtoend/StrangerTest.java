package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leasehold.events.journal.LogUnavailable;
import dev.leasehold.events.kafka.EmbeddedBroker;
import dev.leasehold.events.kafka.KafkaConnection;
import dev.leasehold.events.kafka.TopicPlan;
import dev.leasehold.verticles.node.Storage;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What those can do who may not: users of the same machine, and clients of another.
class StrangerTest {
  private static final String PASSWORD = "a1".repeat(20);

  @TempDir Path folder;

  /// T37.
  @Test
  void a_local_user_gets_nowhere_on_the_ports_of_the_embedded_broker() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), () -> PASSWORD)) {
      String servers = broker.connection().bootstrapServers();
      String wrong =
          "org.apache.kafka.common.security.plain.PlainLoginModule required"
              + " username=\"leasehold\" password=\"guessed\";";
      List<Map<String, String>> attempts =
          List.of(
              Map.of("security.protocol", "PLAINTEXT"),
              Map.of(
                  "security.protocol", "SASL_PLAINTEXT",
                  "sasl.mechanism", "PLAIN",
                  "sasl.jaas.config", wrong));
      for (Map<String, String> attempt : attempts) {
        KafkaConnection stranger = new KafkaConnection(servers, attempt, false);
        assertThrows(
            LogUnavailable.class,
            () -> Storage.kafka(stranger, "leasehold", TopicPlan.EMBEDDED, folder).close());
      }
    }
  }

  /// T37.
  @Test
  void a_local_user_reads_no_file_of_the_data_folders() throws IOException {
    Path data = folder.resolve("data");
    try (Running server = Running.embedded(data)) {
      server.client().done("sys/mounts/kv", Map.of("type", "kv"));
      for (String inside : List.of("kafka", "state")) {
        assertEquals(
            "rwx------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(inside))),
            inside + " cannot be entered");
      }
    }
  }

  /// T38.
  @Test
  void a_stranger_cannot_initialize_over_the_network() throws IOException {
    InetAddress outside =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst()
            .orElse(null);
    assumeTrue(outside != null, "this machine has an address besides loopback");
    try (Running server = Running.sealed(Storage.inMemory(), "0.0.0.0")) {
      String body = "{\"secret_shares\":1,\"secret_threshold\":1}";
      String request =
          "PUT /v1/sys/init HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(outside, server.port()), 10_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
      }
      Client local = Client.of(server.port(), "");
      assertEquals(false, local.get("sys/init").body().at("/initialized").asBoolean(true));
      assertTrue(local.post("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1)).good());
    }
  }
}
