package dev.leasehold.verticles.config;

import dev.leasehold.events.kafka.KafkaConnection;
import dev.leasehold.events.kafka.TopicPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads `storage "kafka"`: where the cluster is, how to prove who we are, and how safely it keeps
/// our topics. Kafka's properties for SASL and TLS are written with `_` for each dot.
final class KafkaBlock {
  private static final int MOST_REPLICAS = 99;

  /// Kafka's properties that are handed on as they are.
  private static final List<String> PROPERTIES =
      List.of(
          "security_protocol",
          "sasl_mechanism",
          "sasl_jaas_config",
          "sasl_kerberos_service_name",
          "sasl_login_callback_handler_class",
          "sasl_oauthbearer_token_endpoint_url",
          "ssl_protocol",
          "ssl_enabled_protocols",
          "ssl_cipher_suites",
          "ssl_endpoint_identification_algorithm",
          "ssl_keystore_type",
          "ssl_keystore_location",
          "ssl_keystore_password",
          "ssl_keystore_certificate_chain",
          "ssl_keystore_key",
          "ssl_key_password",
          "ssl_truststore_type",
          "ssl_truststore_location",
          "ssl_truststore_password",
          "ssl_truststore_certificates");

  private static final List<String> SETTINGS =
      List.of(
          "bootstrap_servers",
          "prefix",
          "state_path",
          "replication_factor",
          "min_insync_replicas",
          "allow_insecure",
          "sasl_username",
          "sasl_password",
          "sasl_password_file");

  private static final List<String> SECRETS =
      List.of(
          "sasl_password",
          "sasl_jaas_config",
          "ssl_keystore_password",
          "ssl_keystore_key",
          "ssl_key_password",
          "ssl_truststore_password");

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private KafkaBlock() {}

  static StorageSettings read(Block block) {
    Set<String> names = new HashSet<>(SETTINGS);
    names.addAll(PROPERTIES);
    block.only(names, Set.of());
    Map<String, String> properties = new HashMap<>();
    for (String name : PROPERTIES) {
      String value = block.texts(name);
      if (value != null) {
        properties.put(name.replace('_', '.'), value);
      }
    }
    warnOfSecrets(block);
    login(block, properties);
    String servers = block.texts("bootstrap_servers");
    if (servers == null) {
      throw block.error("bootstrap_servers is missing");
    }
    try {
      return new StorageSettings.Kafka(
          new KafkaConnection(servers, properties, block.flag("allow_insecure")),
          prefix(block),
          plan(block),
          Path.of(block.required("state_path")));
    } catch (IllegalArgumentException refused) {
      throw block.error(block.place("bootstrap_servers"), String.valueOf(refused.getMessage()));
    }
  }

  private static String prefix(Block block) {
    String prefix = block.text("prefix", "leasehold");
    if (!prefix.matches("[A-Za-z0-9._-]{1,200}")) {
      throw block.error(block.place("prefix"), "prefix must be letters, digits, '.', '_' and '-'");
    }
    return prefix;
  }

  private static TopicPlan plan(Block block) {
    TopicPlan usual = TopicPlan.CLUSTER;
    int replicas = block.whole("replication_factor", usual.replicas(), 1, MOST_REPLICAS);
    int inSync =
        block.whole("min_insync_replicas", Math.min(usual.minInSync(), replicas), 1, replicas);
    return new TopicPlan((short) replicas, inSync, usual.segmentBytes());
  }

  private static void login(Block block, Map<String, String> properties) {
    String user = block.text("sasl_username");
    String password = block.text("sasl_password");
    String file = block.text("sasl_password_file");
    if (file != null) {
      if (password != null) {
        throw block.error(block.place("sasl_password"), "there is a sasl_password_file as well");
      }
      password = fromFile(block, Path.of(file));
    }
    if (user == null && password == null) {
      return;
    }
    if (user == null || password == null) {
      throw block.error("sasl_username and a password belong together");
    }
    String mechanism = properties.getOrDefault("sasl.mechanism", "PLAIN");
    properties.put("sasl.mechanism", mechanism);
    properties.put("sasl.jaas.config", jaas(block, mechanism, user, password));
  }

  private static String jaas(Block block, String mechanism, String user, String password) {
    String module =
        switch (mechanism) {
          case "PLAIN" -> "plain.PlainLoginModule";
          case "SCRAM-SHA-256", "SCRAM-SHA-512" -> "scram.ScramLoginModule";
          default ->
              throw block.error(
                  block.place("sasl_mechanism"),
                  "with a user name it must be PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512");
        };
    return "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
        .formatted(module, escaped(user), escaped(password));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String fromFile(Block block, Path file) {
    try {
      if (isOpenToOthers(file)) {
        block.warn(
            block.place("sasl_password_file"), "others may read " + file + ": set it to 0600");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw block.error(block.place("sasl_password_file"), "cannot be read: " + file);
    }
  }

  private static void warnOfSecrets(Block block) {
    String first = SECRETS.stream().filter(block::has).findFirst().orElse(null);
    if (first != null && isOpenToOthersOrUnknown(block.file())) {
      block.warn(block.place(first), first + " is in a file that others may read: set it to 0600");
    }
  }

  private static boolean isOpenToOthersOrUnknown(Path file) {
    try {
      return isOpenToOthers(file);
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean isOpenToOthers(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
  }
}
