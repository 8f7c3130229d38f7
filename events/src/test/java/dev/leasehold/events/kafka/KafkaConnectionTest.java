package dev.leasehold.events.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {

  private static final Map<String, String> NOTHING = Map.of();

  @Test
  void loopback_needs_no_encryption() {
    for (String server : new String[] {"localhost:9092", "127.0.0.1:9092", "[::1]:9092"}) {
      assertEquals(server, new KafkaConnection(server, NOTHING, false).bootstrapServers());
    }
  }

  @Test
  void elsewhere_only_an_encrypted_and_verified_connection_is_made() {
    String servers = "localhost:9092, kafka.example:9092";
    refused(servers, NOTHING);
    refused(servers, Map.of("security.protocol", "SASL_PLAINTEXT"));
    refused(
        servers, Map.of("security.protocol", "SSL", "ssl.endpoint.identification.algorithm", ""));
    refused("127.0.0.1.example:9092", NOTHING);
    new KafkaConnection(servers, Map.of("security.protocol", "SASL_SSL"), false);
    new KafkaConnection(servers, Map.of("security.protocol", "SSL"), false);
    new KafkaConnection(servers, NOTHING, true);
  }

  @Test
  void what_does_not_concern_the_connection_is_refused() {
    refused("localhost:9092", Map.of("acks", "1"));
    refused("localhost:9092", Map.of("enable.idempotence", "false"));
    refused(" , ", NOTHING);
  }

  @Test
  void no_value_of_a_property_is_shown() {
    KafkaConnection connection =
        new KafkaConnection("localhost:9092", Map.of("sasl.jaas.config", "canary"), false);
    assertFalse(connection.toString().contains("canary"));
  }

  private static void refused(String servers, Map<String, String> properties) {
    assertThrows(
        IllegalArgumentException.class, () -> new KafkaConnection(servers, properties, false));
  }
}
