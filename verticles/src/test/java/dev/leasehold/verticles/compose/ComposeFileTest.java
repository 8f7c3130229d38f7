package dev.leasehold.verticles.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.config.Configuration;
import dev.leasehold.verticles.config.Settings;
import dev.leasehold.verticles.config.StorageSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.error.YAMLException;

/// The stack's file is one that Compose takes, and is what we want it to be. That the checks can
/// fail is shown by mistakes that are planted.
final class ComposeFileTest {
  private static final String TEXT = Stack.text(Stack.COMPOSE_FILE);

  @Test
  void the_stack_is_as_the_specification_has_it() {
    assertEquals(List.of(), ComposeSchema.complaints(ComposeFile.ofTheStack()));
  }

  @Test
  void the_stack_keeps_our_rules() {
    assertEquals(List.of(), StackRules.complaints(ComposeFile.ofTheStack()));
  }

  @Test
  void all_parts_of_the_stack_are_there() {
    assertEquals(
        List.of("kafka", "postgres", "mysql", "astra", "leasehold", "setup"),
        List.copyOf(ComposeFile.ofTheStack().services().keySet()));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("mistakes")
  void a_planted_mistake_is_found(String right, String wrong, String complaint) {
    assertTrue(TEXT.contains(right), "nothing to spoil: " + right);
    ComposeFile spoilt = ComposeFile.parse(TEXT.replaceFirst(quoted(right), quotedIn(wrong)));
    List<String> found = new ArrayList<>(ComposeSchema.complaints(spoilt));
    found.addAll(StackRules.complaints(spoilt));
    assertTrue(
        found.stream().anyMatch(each -> each.contains(complaint)),
        () -> complaint + " is not in " + found);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("healthcheck:\n      test", "healthchek:\n      test", "healthchek"),
        Arguments.of("interval: 10s", "interval: [10]", "interval"),
        Arguments.of("condition: service_healthy", "condition: service_well", "condition"),
        Arguments.of("ports:\n      - \"127.0.0.1:8200:8200\"", "ports: 8200", "ports"),
        Arguments.of("apache/kafka:4.3.1", "apache/kafka:latest", "kafka: image is not pinned"),
        Arguments.of("apache/kafka:4.3.1", "apache/kafka", "kafka: image is not pinned"),
        Arguments.of("postgres:17.11", "postgres:17", "postgres: image is not pinned"),
        Arguments.of("\"127.0.0.1:8200:8200\"", "\"8200:8200\"", "open to the network"),
        Arguments.of("read_only: true", "read_only: false", "leasehold: root file system"),
        Arguments.of("cap_drop: [ALL]", "cap_drop: [NET_RAW]", "leasehold: has capabilities"),
        Arguments.of("no-new-privileges:true", "label:user:x", "setup: may gain privileges"),
        Arguments.of("service:leasehold", "host", "network_mode is the host's"),
        Arguments.of("service:leasehold", "service:lost", "in the network of nobody: lost"),
        Arguments.of("- ./setup:/opt/leasehold/setup:ro", "- ./setup:/setup", "write to the host"),
        Arguments.of("- ./setup:", "- ./missing:", "mounts what is not there"),
        Arguments.of("- ./setup:", "- /etc:", "mounts a part of the host"),
        Arguments.of("- keys:", "- keyz:", "has no such volume"),
        Arguments.of("\"pg_isready\", ", "\"env\", \"PGPASSWORD=x\", ", "shows a secret"),
        Arguments.of("\"--silent\"", "\"demonstration\"", "mysql: shows a secret"),
        Arguments.of("${POSTGRES_PASSWORD:-demonstration}", "${LOST}", "needs a value"),
        Arguments.of("    healthcheck:\n      disable: true\n", "", "setup: has no health check"),
        Arguments.of("condition: service_healthy", "condition: service_started", "does not wait"),
        Arguments.of("pull_policy: never", "pull_policy: always", "pulls what is built here"));
  }

  @Test
  void a_key_that_stands_twice_is_found() {
    assertThrows(YAMLException.class, () -> ComposeFile.parse(TEXT + "\nservices: {}\n"));
  }

  @Test
  void the_server_is_configured_for_this_stack() {
    ComposeFile file = ComposeFile.ofTheStack();
    Settings settings = Configuration.read(List.of(Stack.path(Stack.CONFIGURATION)));
    StorageSettings.Kafka kafka = (StorageSettings.Kafka) settings.storage();
    assertEquals(
        "PLAINTEXT://" + kafka.connection().bootstrapServers(),
        file.environment("kafka").get("KAFKA_ADVERTISED_LISTENERS"));
    assertTrue(
        ComposeFile.texts(file.service("leasehold").path("volumes")).stream()
            .anyMatch(volume -> kafka.state().startsWith(volume.split(":", -1)[1])),
        "the state is in a volume");
    assertTrue(
        file.service("leasehold").path("ports").path(0).asText().endsWith(":8200"),
        "its port is published");
    assertEquals(List.of(), settings.warnings());
    assertEquals(false, settings.remoteInit(), "setup is beside it");
  }

  private static String quoted(String text) {
    return Pattern.quote(text);
  }

  private static String quotedIn(String text) {
    return Matcher.quoteReplacement(text);
  }
}
