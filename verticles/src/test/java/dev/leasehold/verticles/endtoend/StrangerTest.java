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
import dev.leasehold.verticles.transcript.Wire;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What those can do who may not: users of the same machine, and clients of another.
class StrangerTest {
  private static final String PASSWORD = "a1".repeat(20);

  /// More than a ceremony has shares.
  private static final int WRONG_SHARES = 40;

  @TempDir Path folder;

  @Test
  void T37_a_local_user_gets_nowhere_on_the_ports_of_the_embedded_broker() {
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

  @Test
  void T37_a_local_user_reads_no_file_of_the_data_folders() throws IOException {
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

  @Test
  void T38_a_stranger_cannot_initialize_over_the_network() throws IOException {
    String outside = outside();
    try (Running server = Running.sealed(Storage.inMemory(), "0.0.0.0")) {
      Wire.Reply refused =
          sent(outside, server, "PUT", "sys/init", "{\"secret_shares\":1,\"secret_threshold\":1}");

      assertEquals(403, refused.status(), refused.toString());
      Client local = Client.of(server.port(), "");
      assertEquals(false, local.get("sys/init").body().at("/initialized").asBoolean(true));
      assertTrue(local.post("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1)).good());
    }
  }

  @Test
  void T11_a_stranger_neither_undoes_nor_floods_what_the_holders_of_shares_do() throws Exception {
    String outside = outside();
    try (Running server = Running.sealed(Storage.inMemory(), "0.0.0.0")) {
      Client local = Client.of(server.port(), "");
      Client.Answer born =
          local.done("sys/init", Map.of("secret_shares", 3, "secret_threshold", 2));
      local.done("sys/unseal", Map.of("key", born.text("/keys/0")));

      assertEquals(403, sent(outside, server, "PUT", "sys/unseal", "{\"reset\":true}").status());
      for (int i = 0; i < WRONG_SHARES; i++) {
        String share = "%066x".formatted(i);
        assertEquals(
            400,
            sent(outside, server, "PUT", "sys/unseal", "{\"key\":\"" + share + "\"}").status());
      }
      assertEquals(1, local.get("sys/seal-status").body().path("progress").asInt());
      local.done("sys/unseal", Map.of("key", born.text("/keys/1")));

      Client root = local.as(born.text("/root_token"));
      local.done("sys/generate-root/attempt", Map.of());
      root.done("sys/rekey/init", Map.of("secret_shares", 1, "secret_threshold", 1));
      for (String path : List.of("sys/generate-root/attempt", "sys/rekey/init")) {
        for (String method : List.of("GET", "PUT", "DELETE")) {
          Wire.Reply refused = sent(outside, server, method, path, "");
          assertEquals(403, refused.status(), method + " " + path);
        }
        assertTrue(root.get(path).body().path("started").asBoolean(), path + " goes on");
      }
      for (String path : List.of("sys/generate-root/update", "sys/rekey/update")) {
        String body = "{\"key\":\"" + born.text("/keys/0") + "\",\"nonce\":\"x\"}";
        assertEquals(403, sent(outside, server, "PUT", path, body).status(), path);
      }
    }
  }

  /// An address of this machine that is not loopback.
  private static String outside() throws IOException {
    InetAddress outside =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst()
            .orElse(null);
    assumeTrue(outside != null, "this machine has an address besides loopback");
    return Objects.requireNonNull(outside).getHostAddress();
  }

  private static Wire.Reply sent(
      String host, Running server, String method, String path, String body) throws IOException {
    try (Wire wire = new Wire(host, server.port())) {
      return wire.send(
              method
                  + " /v1/"
                  + path
                  + " HTTP/1.1\r\nHost: a\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body)
          .receive();
    }
  }
}
