package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Purpose;
import dev.leasehold.crypto.barrier.RecordOpener;
import dev.leasehold.crypto.seal.Generation;
import dev.leasehold.crypto.seal.UnsealCeremony;
import dev.leasehold.crypto.seal.UnsealStep;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.codec.EventCodec;
import dev.leasehold.events.journal.JournalReader;
import dev.leasehold.events.journal.Position;
import dev.leasehold.events.journal.SealTopic;
import dev.leasehold.verticles.node.Storage;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who holds what: as an operator asks for it, and as one reads it who follows the log; with a real
/// PostgreSQL server.
class WhoHoldsWhatTest {
  private static final Reveal TO_READ = Reveal.because("the test reads the log as a consumer does");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static Postgres postgres;
  private static Storage storage;
  private static Running server;
  private static SecretBytes share;
  private static Client root;
  private static Client jane;
  private static String entity;

  @BeforeAll
  static void start() throws IOException {
    postgres = new Postgres(folder.resolve("postgres"));
    storage = Storage.inMemory();
    server = Running.sealed(storage);
    share = server.unsealed().unsealKey();
    root = server.client();
    for (String mount : List.of("db", "team/db")) {
      root.done("sys/mounts/" + mount, Map.of("type", "database"));
      root.done(mount + "/config/pg", postgres.connection());
      for (String role : List.of("app", "report")) {
        root.done(
            mount + "/roles/" + role,
            Map.of("db_name", "pg", "creation_statements", List.of(Postgres.CREATE)));
      }
    }
    root.done(
        "sys/policies/acl/reader",
        Map.of("policy", "path \"+/creds/*\" { capabilities = [\"read\"] }"));
    root.done("sys/auth/userpass", Map.of("type", "userpass"));
    root.done(
        "auth/userpass/users/jane", Map.of("password", "janes-password", "policies", "reader"));
    Client.Answer login =
        root.done("auth/userpass/login/jane", Map.of("password", "janes-password"));
    jane = root.as(login.text("/auth/client_token"));
    entity = login.text("/auth/entity_id");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    postgres.close();
  }

  private record Held(String lease, String user, String password) {
    static Held by(Client client, String path) throws IOException {
      Client.Answer answer = client.get(path);
      assertEquals(200, answer.status(), answer.toString());
      return new Held(
          answer.text("/lease_id"), answer.text("/data/username"), answer.text("/data/password"));
    }
  }

  private static JsonNode searched(String query) throws IOException {
    Client.Answer answer = root.get("sys/leases/search?" + query);
    assertEquals(200, answer.status(), answer.toString());
    return answer.body().path("data");
  }

  private static Set<String> found(String query) throws IOException {
    Set<String> ids = new TreeSet<>();
    searched(query).path("leases").forEach(lease -> ids.add(lease.path("lease_id").asText()));
    return ids;
  }

  @Test
  void an_operator_finds_leases_by_mount_role_entity_target_user_and_time() throws Exception {
    Held janes = Held.by(jane, "db/creds/app");
    Held report = Held.by(root, "db/creds/report");
    Held other = Held.by(root, "team/db/creds/app");

    assertTrue(found("mount=db/").containsAll(List.of(janes.lease(), report.lease())));
    assertFalse(found("mount=db").contains(other.lease()));
    assertEquals(Set.of(other.lease()), found("mount=team/db&role=app"));
    assertTrue(found("role=app").containsAll(List.of(janes.lease(), other.lease())));
    assertTrue(found("entity_id=" + entity).contains(janes.lease()));
    assertFalse(found("entity_id=" + entity).contains(report.lease()));
    assertEquals(Set.of(other.lease()), found("target=team/db/pg"));
    assertEquals(Set.of(report.lease()), found("user_name=" + report.user()));
    String soon = Instant.now().plusSeconds(60).toString();
    assertFalse(found("due_before=" + soon).contains(janes.lease()));
    assertTrue(found("due_after=" + soon).contains(janes.lease()));
    assertFalse(found("state=revoking").contains(janes.lease()));

    JsonNode one = searched("user_name=" + janes.user()).at("/leases/0");
    Map<String, String> shown = new LinkedHashMap<>();
    for (String name : List.of("mount", "role", "entity_id", "display_name", "target", "state")) {
      shown.put(name, one.path(name).asText());
    }
    assertEquals(
        Map.of(
            "mount", "db/",
            "role", "app",
            "entity_id", entity,
            "display_name", "userpass-jane",
            "target", "db/pg",
            "state", "active"),
        shown);
    assertTrue(one.path("live").asBoolean());
    assertTrue(one.path("next_try").isNull());
    assertFalse(searched("").toString().contains(janes.password()), "no secret is shown");
  }

  @Test
  void pages_are_walked_to_the_end() throws Exception {
    for (int i = 0; i < 3; i++) {
      Held.by(jane, "db/creds/report");
    }
    Set<String> all = found("limit=1000");
    Set<String> paged = new TreeSet<>();
    String next = "";
    do {
      JsonNode page = searched("limit=2&after=" + next);
      assertTrue(page.path("leases").size() <= 2);
      page.path("leases").forEach(one -> assertTrue(paged.add(one.path("lease_id").asText())));
      next = page.path("next").asText();
    } while (!next.isEmpty());
    assertTrue(paged.containsAll(all), "what was there is found");
  }

  @Test
  void a_revocation_that_does_not_succeed_is_shown_with_its_reason() throws Exception {
    root.done("sys/mounts/broken", Map.of("type", "database"));
    root.done("broken/config/pg", postgres.connection());
    root.done(
        "broken/roles/app",
        Map.of(
            "db_name",
            "pg",
            "creation_statements",
            List.of(Postgres.CREATE),
            "revocation_statements",
            List.of("SELECT 1/0")));
    Held held = Held.by(jane, "broken/creds/app");

    root.post("sys/leases/revoke", Map.of("lease_id", held.lease(), "sync", false));

    Eventually.is(
        "an attempt has failed",
        PATIENCE,
        () -> searched("state=revoking&role=app").at("/leases/0/attempts").asInt() > 0);
    JsonNode one = searched("user_name=" + held.user()).at("/leases/0");
    assertEquals("revoking", one.path("state").asText());
    assertEquals("22012", one.path("error_class").asText());
    assertTrue(one.path("error").asText().contains("division by zero"), one.toString());
    assertTrue(Instant.parse(one.path("next_try").asText()).isAfter(Instant.EPOCH));
    assertFalse(one.path("live").asBoolean());
  }

  @Test
  void what_cannot_be_asked_is_refused_and_who_may_not_ask_is_denied() throws Exception {
    assertEquals(403, jane.get("sys/leases/search").status());
    assertRefused("limit=0", "'limit' must be from 1 to 1000");
    assertRefused("limit=1001", "'limit' must be from 1 to 1000");
    assertRefused("state=gone", "unknown 'state' provided: \\\"gone\\\"");
    assertRefused("mount=nowhere", "no mount at \\\"nowhere/\\\"");
    assertRefused("target=pg", "'target' must be the path of a mount, slash, a connection");
    for (String after : List.of("!", "YQ", "VEFSR0VUJng", "VEFSR0VUJngmJng")) {
      assertRefused("after=" + after, "invalid 'after' provided");
    }
    root.done(
        "sys/policies/acl/auditor",
        Map.of("policy", "path \"sys/leases/search\" { capabilities = [\"read\", \"sudo\"] }"));
    String auditor =
        root.done("auth/token/create", Map.of("policies", "auditor")).text("/auth/client_token");
    assertEquals(200, root.as(auditor).get("sys/leases/search").status());
  }

  private static void assertRefused(String query, String error) throws IOException {
    String path = query.replace("!", URLEncoder.encode("!", StandardCharsets.UTF_8));
    Client.Answer answer = root.get("sys/leases/search?" + path);
    assertEquals(400, answer.status(), query);
    assertEquals("[\"" + error + "\"]", answer.errors());
  }

  /// The log alone, read to its end.
  private static List<Commit> journal() {
    List<Generation> generations =
        new SealTopic(storage.seal(), new SecureEntropy(), Duration.ofMillis(10))
            .generations().stream().map(one -> Generation.decode(one.bytes())).toList();
    UnsealStep step =
        new UnsealCeremony(generations, new SecureEntropy()).submit(share.reveal(TO_READ));
    Keyring keyring = ((UnsealStep.Opened) step).keyring();
    JournalReader reader =
        new JournalReader(
            storage.journal(),
            new RecordOpener(keyring, Purpose.JOURNAL, JournalReader.TOPIC),
            same -> same,
            Set.of(),
            System::nanoTime,
            Position.START);
    List<Commit> commits = new ArrayList<>();
    do {
      reader.poll(1_000, Duration.ZERO).forEach(one -> commits.add(one.commit()));
    } while (!reader.caughtUp());
    return commits;
  }

  @Test
  void one_who_follows_the_log_sees_who_held_what_and_no_secret() throws Exception {
    Held held = Held.by(jane, "db/creds/app");
    root.done("sys/leases/renew", Map.of("lease_id", held.lease(), "increment", "2h"));
    root.done("sys/leases/revoke", Map.of("lease_id", held.lease(), "sync", true));

    List<Commit> commits = journal();
    Map<String, Lease> known = new HashMap<>();
    List<String> story = new ArrayList<>();
    for (Commit commit : commits) {
      for (Event event : commit.events()) {
        if (event instanceof LeaseEvent.CredentialIntended(Lease lease)) {
          known.put(lease.id(), lease);
        }
        if (event instanceof LeaseEvent lease && held.lease().equals(leaseId(lease))) {
          story.add(event.getClass().getSimpleName());
        }
      }
    }
    Lease lease = known.get(held.lease());

    assertNotNull(lease);
    String mount = root.get("sys/mounts").text("/data/db~1/uuid");
    assertEquals(
        List.of("app", entity, mount, mount + "/pg", held.user()),
        List.of(lease.role(), lease.entityId(), lease.mount(), lease.target(), lease.userName()));
    assertEquals(
        List.of(
            "CredentialIntended",
            "LeaseIssued",
            "LeaseRenewed",
            "RevocationStarted",
            "LeaseRevoked"),
        story);
    for (Commit commit : commits) {
      String text = new String(EventCodec.write(commit), StandardCharsets.UTF_8);
      assertFalse(text.contains(held.password()), "the credential's password");
      assertFalse(text.contains(jane.token()), "the token that asked for it");
      assertFalse(text.contains("janes-password"), "what she logged in with");
    }
  }

  private static String leaseId(LeaseEvent event) {
    return switch (event) {
      case LeaseEvent.CredentialIntended intended -> intended.lease().id();
      case LeaseEvent.IntentAborted aborted -> aborted.leaseId();
      case LeaseEvent.LeaseIssued issued -> issued.leaseId();
      case LeaseEvent.LeaseRenewed renewed -> renewed.leaseId();
      case LeaseEvent.RevocationStarted started -> started.leaseId();
      case LeaseEvent.RevocationFailed failed -> failed.leaseId();
      case LeaseEvent.LeaseRevoked revoked -> revoked.leaseId();
      case LeaseEvent.LeaseQuarantined quarantined -> quarantined.leaseId();
      case LeaseEvent.PrefixRevoked _,
          LeaseEvent.PrefixSwept _,
          LeaseEvent.TargetFailed _,
          LeaseEvent.TargetRecovered _ ->
          "";
    };
  }
}
