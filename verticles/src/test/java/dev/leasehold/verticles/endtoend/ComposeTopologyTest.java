package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The dev stack, started from its own files without Docker, is what its README says: set up by its
/// script, it issues, renews and revokes; restarted, it goes on after the script has unsealed it.
@Timeout(180)
class ComposeTopologyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  /// One kind of credential that the stack hands out.
  ///
  /// @param issue the command
  /// @param named where its answer has the name under which the target knows it
  /// @param secret where it has what nobody else may see
  private record Kind(List<String> issue, String named, String secret, Known known) {
    String name(JsonNode issued) {
      return issued.at(named).asText();
    }
  }

  /// Whether the target knows a name.
  @FunctionalInterface
  private interface Known {
    boolean is(String name) throws Exception;
  }

  @Test
  void the_stack_is_set_up_and_used_as_its_readme_says() throws Exception {
    Instant start = Instant.now();
    try (DockerlessStack stack = DockerlessStack.start(folder)) {
      passed("all parts run", start);
      String said = stack.setup();
      assertTrue(said.contains("setup: initializing"), said);
      DockerlessStack.PARTS.forEach(
          part -> assertTrue(said.contains("setup: configuring " + part), said));
      assertTrue(said.contains("setup: ready"), said);
      passed("set up", start);
      String token = stack.setup("token").strip();
      List<String> secrets = new ArrayList<>(stack.secrets());
      secrets.addAll(List.of(token, stack.setup("key").strip()));
      Map<Kind, JsonNode> held = new LinkedHashMap<>();
      for (Kind kind : kinds(stack)) {
        held.put(kind, used(stack, token, kind));
      }
      held.forEach((kind, issued) -> secrets.add(issued.at(kind.secret()).asText()));
      passed("used", start);

      stack.restartServer();

      String again = stack.setup();
      assertTrue(again.contains("setup: unsealing"), again);
      assertFalse(again.contains("initializing") || again.contains("configuring"), again);
      for (Map.Entry<Kind, JsonNode> each : held.entrySet()) {
        revoke(stack, token, each.getKey(), each.getValue());
      }
      assertTrue(stack.setup().contains("setup: is unsealed already"));
      passed("restarted, unsealed and used", start);
      showsNothing(stack, secrets, held);
    }
    passed("stopped", start);
  }

  private static List<Kind> kinds(DockerlessStack stack) {
    Map<String, Kind> all =
        Map.of(
            "postgres",
            new Kind(
                List.of("read", "-format=json", "database/creds/postgres"),
                "/data/username",
                "/data/password",
                stack.postgres()::has),
            "mysql",
            new Kind(
                List.of("read", "-format=json", "database/creds/mysql"),
                "/data/username",
                "/data/password",
                stack.mysql()::has),
            "astra",
            new Kind(
                List.of(
                    "write",
                    "-format=json",
                    "astra/org/token",
                    "org_id=" + stack.astraOrganization(),
                    "role_name=r_w_user",
                    "logical_name=app1"),
                "/data/clientId",
                "/data/token",
                name -> stack.astraClients().contains(name)));
    return DockerlessStack.PARTS.stream().map(all::get).toList();
  }

  /// One credential issued, renewed and revoked; gives another, which is left.
  private static JsonNode used(DockerlessStack stack, String token, Kind kind) throws Exception {
    JsonNode issued = issue(stack, token, kind);
    renew(stack, token, issued);
    revoke(stack, token, kind, issued);
    return issue(stack, token, kind);
  }

  private static JsonNode issue(DockerlessStack stack, String token, Kind kind) throws Exception {
    JsonNode issued = MAPPER.readTree(stack.leasehold(token, kind.issue().toArray(String[]::new)));
    assertTrue(kind.known().is(kind.name(issued)), () -> "the target has no " + kind.name(issued));
    return issued;
  }

  private static void renew(DockerlessStack stack, String token, JsonNode issued) throws Exception {
    String id = issued.path("lease_id").asText();
    JsonNode renewed =
        MAPPER.readTree(
            stack.leasehold(token, "lease", "renew", "-format=json", "-increment=7200", id));
    assertEquals(id, renewed.path("lease_id").asText());
    assertEquals(7200, renewed.path("lease_duration").asInt());
  }

  private static void revoke(DockerlessStack stack, String token, Kind kind, JsonNode issued)
      throws Exception {
    stack.leasehold(token, "lease", "revoke", issued.path("lease_id").asText());
    String name = kind.name(issued);
    Eventually.is("the target forgets " + name, PATIENCE, () -> !kind.known().is(name));
  }

  private static void showsNothing(
      DockerlessStack stack, List<String> secrets, Map<Kind, JsonNode> held) throws IOException {
    String arguments = stack.arguments();
    secrets.forEach(each -> assertFalse(arguments.contains(each), "a secret is an argument"));
    List<String> texts = new ArrayList<>(secrets);
    texts.addAll(List.of("postgres", "mysql", "database", "astra"));
    held.forEach((kind, issued) -> texts.add(kind.name(issued)));
    nothingIsReadable(stack, "leasehold.journal", texts);
    nothingIsReadable(stack, "leasehold.audit", texts);
  }

  /// A console consumer sees that something happens, and when, and not a word of it.
  private static void nothingIsReadable(DockerlessStack stack, String topic, List<String> texts)
      throws IOException {
    List<ConsumerRecord<byte[], byte[]>> records = stack.kafka().records(topic);
    assertTrue(records.size() > 5, () -> topic + " has only " + records.size() + " records");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ConsumerRecord<byte[], byte[]> each : records) {
      all.write(each.key() == null ? new byte[0] : each.key());
      all.write(each.value() == null ? new byte[0] : each.value());
      each.headers().forEach(header -> all.writeBytes(header.value()));
    }
    String read = all.toString(StandardCharsets.ISO_8859_1);
    texts.forEach(text -> assertFalse(read.contains(text), () -> topic + " shows " + text));
  }

  private static void passed(String what, Instant start) {
    System.out.println(
        "ComposeTopologyTest: %s after %d ms"
            .formatted(what, Duration.between(start, Instant.now()).toMillis()));
  }
}
