package dev.leasehold.events.kafka;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Where a Kafka cluster is and how to prove who we are: bootstrap servers and Kafka's own client
/// properties for SASL and TLS. A value; it may hold passwords, so it shows only the servers.
///
/// Outside loopback the connection must be encrypted and verified unless the operator allows
/// otherwise. Properties that do not concern the connection are refused: how we produce and consume
/// is not the operator's to change.
public record KafkaConnection(
    String bootstrapServers, Map<String, String> properties, boolean allowInsecure) {

  private static final Set<String> ENCRYPTED = Set.of("SSL", "SASL_SSL");

  /// Checks what the operator configured.
  ///
  /// @throws IllegalArgumentException naming the server or property that is refused
  public KafkaConnection {
    properties = Map.copyOf(properties);
    for (String name : properties.keySet()) {
      if (!name.equals("security.protocol")
          && !name.startsWith("sasl.")
          && !name.startsWith("ssl.")) {
        throw new IllegalArgumentException("not a property of the connection: " + name);
      }
    }
    List<String> remote = servers(bootstrapServers).filter(each -> !isLoopback(each)).toList();
    if (!remote.isEmpty() && !allowInsecure) {
      refuseInsecure(remote.getFirst(), properties);
    }
  }

  private static void refuseInsecure(String server, Map<String, String> properties) {
    String protocol = properties.getOrDefault("security.protocol", "PLAINTEXT");
    if (!ENCRYPTED.contains(protocol.toUpperCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          server + " is not on loopback: security.protocol must be SSL or SASL_SSL");
    }
    if (properties.getOrDefault("ssl.endpoint.identification.algorithm", "https").isEmpty()) {
      throw new IllegalArgumentException(
          server + " is not on loopback: its host name must be verified");
    }
  }

  /// The client properties with the servers among them, for one Kafka client.
  Map<String, Object> clientProperties() {
    Map<String, Object> all = new TreeMap<>(properties);
    all.put("bootstrap.servers", bootstrapServers);
    return all;
  }

  /// Shows the servers and the names of the properties, never their values.
  @Override
  public String toString() {
    return "KafkaConnection[" + bootstrapServers + ", " + new TreeMap<>(properties).keySet() + "]";
  }

  private static Stream<String> servers(String list) {
    List<String> servers =
        Stream.of(list.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("no bootstrap servers");
    }
    return servers.stream();
  }

  /// Only names that need no look-up count: what a resolver says may change.
  private static boolean isLoopback(String server) {
    int colon = server.lastIndexOf(':');
    String host = colon < 0 ? server : server.substring(0, colon);
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }
}
