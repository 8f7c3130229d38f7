package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.leasehold.events.kafka.EmbeddedBroker;
import dev.leasehold.events.kafka.TopicPlan;
import dev.leasehold.verticles.node.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A node that loses its Kafka says so to every client in good time, and does nothing meanwhile.
@Timeout(180)
class KafkaUnreachableTest {
  private static final String PASSWORD = "a1".repeat(20);

  @TempDir Path folder;

  @Test
  void a_node_without_its_log_answers_503_and_does_nothing() throws IOException {
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), () -> PASSWORD);
    Storage storage =
        Storage.kafka(broker.connection(), "test", TopicPlan.EMBEDDED, folder.resolve("state"));
    try (Running server = Running.sealed(storage)) {
      server.unsealed();
      Client root = server.client();
      root.done("sys/mounts/kv", Map.of("type", "kv"));
      root.done("kv/a", Map.of("value", "before"));

      broker.close();

      assertEquals(503, root.post("kv/a", Map.of("value", "after")).status());
      assertEquals(503, root.get("kv/a").status());
      assertEquals(503, root.delete("sys/mounts/kv").status());
    }
  }

  /// T38: what a node cannot see may well be there.
  @Test
  void a_node_that_cannot_see_its_log_is_not_initialized() throws IOException {
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), () -> PASSWORD);
    Storage storage =
        Storage.kafka(broker.connection(), "test", TopicPlan.EMBEDDED, folder.resolve("state"));
    try (Running server = Running.sealed(storage)) {
      broker.close();

      Client.Answer answer =
          Client.of(server.port(), "")
              .post("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));

      assertNotEquals(200, answer.status(), "no keys are handed out");
      assertEquals(
          false,
          Client.of(server.port(), "").get("sys/init").body().at("/initialized").asBoolean());
    }
  }
}
