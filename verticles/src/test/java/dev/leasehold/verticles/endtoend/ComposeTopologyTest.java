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
import java.util.List;
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

  @Test
  void the_stack_is_set_up_and_used_as_its_readme_says() throws Exception {
    Instant start = Instant.now();
    try (DockerlessStack stack = DockerlessStack.start(folder)) {
      passed("all parts run", start);
      String said = stack.setup();
      assertTrue(said.contains("setup: initializing"), said);
      assertTrue(said.contains("setup: configuring postgres"), said);
      assertTrue(said.contains("setup: ready"), said);
      passed("set up", start);
      String token = stack.setup("token").strip();
      String key = stack.setup("key").strip();
      JsonNode before = postgres(stack, token);
      passed("used", start);

      stack.restartServer();

      said = stack.setup();
      assertTrue(said.contains("setup: unsealing"), said);
      assertFalse(said.contains("initializing") || said.contains("configuring"), said);
      revoke(stack, token, before);
      Eventually.is(
          "the user of a lease from before the restart is gone",
          PATIENCE,
          () -> !stack.postgres().has(before.at("/data/username").asText()));
      assertTrue(stack.setup().contains("setup: is unsealed already"));
      passed("restarted, unsealed and used", start);

      List<String> secrets = new ArrayList<>(stack.secrets());
      secrets.addAll(List.of(token, key, before.at("/data/password").asText()));
      String arguments = stack.arguments();
      secrets.forEach(each -> assertFalse(arguments.contains(each), "a secret is an argument"));
      List<String> names = new ArrayList<>(secrets);
      names.addAll(List.of("postgres", "database", before.at("/data/username").asText()));
      nothingIsReadable(stack, "leasehold.journal", names);
      nothingIsReadable(stack, "leasehold.audit", names);
    }
    passed("stopped", start);
  }

  /// One credential issued, renewed and revoked; gives another, which is left.
  private static JsonNode postgres(DockerlessStack stack, String token) throws Exception {
    JsonNode issued = issue(stack, token, "database/creds/postgres");
    String user = issued.at("/data/username").asText();
    assertTrue(stack.postgres().lets(user, issued.at("/data/password").asText()));
    String expiry = "SELECT valuntil FROM pg_user WHERE usename = '" + user + "'";
    String first = stack.postgres().one(expiry);
    renew(stack, token, issued);
    assertFalse(first.equals(stack.postgres().one(expiry)), "its end is moved in the database");
    revoke(stack, token, issued);
    Eventually.is("the user is gone", PATIENCE, () -> !stack.postgres().has(user));
    return issue(stack, token, "database/creds/postgres");
  }

  private static JsonNode issue(DockerlessStack stack, String token, String path) throws Exception {
    return MAPPER.readTree(stack.leasehold(token, "read", "-format=json", path));
  }

  private static void renew(DockerlessStack stack, String token, JsonNode issued) throws Exception {
    String id = issued.path("lease_id").asText();
    JsonNode renewed =
        MAPPER.readTree(
            stack.leasehold(token, "lease", "renew", "-format=json", "-increment=7200", id));
    assertEquals(id, renewed.path("lease_id").asText());
    assertEquals(7200, renewed.path("lease_duration").asInt());
  }

  private static void revoke(DockerlessStack stack, String token, JsonNode issued)
      throws Exception {
    stack.leasehold(token, "lease", "revoke", issued.path("lease_id").asText());
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
