package dev.leasehold.verticles.engine.astra;

import static dev.leasehold.verticles.engine.astra.AstraMount.ADMIN;
import static dev.leasehold.verticles.engine.astra.AstraMount.ADMIN_CLIENT;
import static dev.leasehold.verticles.engine.astra.AstraMount.NOW;
import static dev.leasehold.verticles.engine.astra.AstraMount.ROLE_ID;
import static dev.leasehold.verticles.engine.astra.AstraMount.UUID;
import static dev.leasehold.verticles.engine.astra.AstraMount.answer;
import static dev.leasehold.verticles.engine.astra.AstraMount.asked;
import static dev.leasehold.verticles.engine.astra.AstraMount.config;
import static dev.leasehold.verticles.engine.astra.AstraMount.events;
import static dev.leasehold.verticles.engine.astra.AstraMount.made;
import static dev.leasehold.verticles.engine.astra.AstraMount.refusal;
import static dev.leasehold.verticles.engine.astra.AstraMount.role;
import static dev.leasehold.verticles.engine.astra.AstraMount.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.AstraEvent;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.verticles.outbound.HttpAct;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Tokens from their intent to their issue, and what the log keeps of them.
class AstraEngineTest {
  private static final Outcome REFUSED = new Outcome.Refused("status", "Astra answered 400");

  private final AstraMount mount = AstraMount.configured();

  private static String lease(Decision issued) {
    return issued.response().lease().leaseId();
  }

  private static Object part(Decision decision, String name) {
    return Objects.requireNonNull(Objects.requireNonNull(decision.response().data()).get(name));
  }

  private Lease row(String id) {
    return Objects.requireNonNull(Leases.find(mount.head, id)).lease();
  }

  @Test
  void A6_a_token_is_written_down_before_it_is_made_and_ends_by_itself_after_its_lease() {
    Handler.Planned planned = mount.plan(Operation.UPDATE, "org/token", asked("App1"));

    assertEquals(List.of("CredentialIntended", "TokenPinned"), events(planned.intent()));
    Lease lease = ((LeaseEvent.CredentialIntended) planned.intent().events().getFirst()).lease();
    assertTrue(lease.id().matches("astra/org/token/[0-9A-Za-z]{24}"));
    assertEquals("leasehold:" + UUID + ":" + lease.id(), lease.userName());
    assertEquals(UUID + "/O", lease.target());
    HttpAct act = assertInstanceOf(HttpAct.class, planned.effect());
    assertEquals(lease.deadline(), act.deadline());
    AstraMount.Talk talk = talk(act, answer(500, ""));
    assertEquals("POST /v2/clientIdSecrets", talk.asked(0));
    assertEquals(
        "{\"roles\":[\""
            + ROLE_ID
            + "\"],\"description\":\""
            + lease.userName()
            + "\",\"tokenExpiry\":\"2026-11-24T10:10:00Z\"}",
        talk.body(0));
  }

  @Test
  void A21_no_renewal_outlives_the_end_that_astra_was_told() {
    String id = lease(mount.issue("App1", 'a'));
    mount.write("role", Map.of("org_id", "O", "role_name", "r", "max_ttl", "9000h"));

    assertEquals(Duration.ofDays(2).toSeconds(), row(id).maxTtlSeconds());
    assertEquals(
        NOW.plus(Duration.ofDays(2)).plus(Duration.ofMinutes(10)),
        Objects.requireNonNull(Astras.token(mount.head, id)).ends());
  }

  @Test
  void a_token_that_was_made_is_handed_out_with_the_seven_fields() {
    Map<String, Object> wanted = asked("App1");
    wanted.put("metadata", "key1=value1,key2=value2");
    wanted.put("lease_time", "1h");
    Decision issued =
        mount.perform(Operation.UPDATE, "org/token", wanted, new Outcome.Done(made('a')));

    assertEquals(List.of("TokenMade", "LeaseIssued"), events(issued));
    Map<String, Object> data = new HashMap<>(Objects.requireNonNull(issued.response().data()));
    SecretBytes token = assertInstanceOf(SecretBytes.class, data.remove("token"));
    assertEquals(made('a').token(), token);
    assertEquals(
        Map.of(
            "clientId", "a".repeat(24),
            "generatedOn", "2026-11-22T10:00:00.123456789Z",
            "logicalName", "app1",
            "metadata", Map.of("key1", "value1,key2=value2"),
            "orgId", "O",
            "roleName", "r"),
        data);
    assertEquals(3600, issued.response().lease().durationSeconds());
    assertTrue(issued.response().lease().renewable());
  }

  @Test
  void lease_time_is_capped_by_the_role_with_a_warning() {
    Map<String, Object> wanted = asked("App1");
    wanted.put("lease_time", "9d");
    Response response =
        mount
            .perform(Operation.UPDATE, "org/token", wanted, new Outcome.Done(made('a')))
            .response();

    assertEquals(48 * 3600, response.lease().durationSeconds());
    assertEquals(
        List.of(
            "TTL of \"216h\" exceeded the effective max_ttl of \"48h\"; TTL value is capped"
                + " accordingly"),
        response.warnings());
  }

  @Test
  void A24_a_day_is_a_renewal_time_and_is_the_renewals_ttl() {
    Map<String, Object> config = config();
    config.put("renewal_time", "1d");
    mount.write("config", config);
    mount.write("role", Map.of("org_id", "O", "role_name", "r", "ttl", "1h"));
    String id = lease(mount.issue("App1", 'a'));

    assertEquals(86_400, row(id).ttlSeconds());
    assertEquals(
        "1d", mount.read(Operation.READ, "config", Map.of("org_id", "O")).get("renewal_time"));
    assertNull(mount.engine.renewal(row(id), NOW.plusSeconds(60), mount.head));
  }

  @Test
  void what_astra_refused_is_aborted_and_the_name_is_free_again() {
    Decision refused = mount.perform(Operation.UPDATE, "org/token", asked("App1"), REFUSED);

    assertEquals(List.of("IntentAborted"), events(refused));
    assertEquals("error creating Astra token: Astra answered 400", refusal(refused));
    assertEquals(0, Leases.count(mount.head));
    assertEquals(List.of("TokenMade", "LeaseIssued"), events(mount.issue("App1", 'a')));
  }

  @Test
  void A7_a_name_is_taken_from_the_intent_to_the_end_of_the_lease() {
    Handler.Planned first = mount.plan(Operation.UPDATE, "org/token", asked("App1"));
    mount.replay(first.intent());
    String taken = "BAD_REQUEST token already exists for org ID O, role r, with logical name app1";
    assertEquals(taken, mount.refused(Operation.UPDATE, "org/token", asked("APP1")));

    String id =
        lease(
            mount.settle(
                first, Operation.UPDATE, "org/token", asked("App1"), new Outcome.Done(made('a'))));
    assertEquals(taken, mount.refused(Operation.UPDATE, "org/token", asked("app1")));

    mount.replay(new LeaseEvent.RevocationStarted(id, "revoked", NOW, NOW));
    mount.issue("App1", 'b');
    mount.replay(new LeaseEvent.LeaseRevoked(id));
    assertEquals(
        "b".repeat(24), mount.read(Operation.READ, "org/token", asked("app1")).get("clientId"));
  }

  @Test
  void a_sidecar_gets_a_new_token_with_each_read_and_needs_no_name() {
    Map<String, Object> config = config();
    config.put("caller_mode", "SideCar");
    mount.write("config", config);
    Map<String, Object> asked = Map.of("org_id", "O", "role", "R");
    Decision first = mount.perform(Operation.READ, "org/token", asked, new Outcome.Done(made('a')));
    Decision second =
        mount.perform(Operation.UPDATE, "org/token", asked, new Outcome.Done(made('b')));

    assertEquals("", part(first, "logicalName"));
    assertFalse(lease(first).equals(lease(second)));
    assertEquals(2, Leases.count(mount.head, LeaseState.ACTIVE));
    assertEquals(
        "b".repeat(24),
        mount
            .read(Operation.READ, "org/token", Map.of("client_id", "b".repeat(24)))
            .get("clientId"));
  }

  @Test
  void A19_the_secret_of_the_client_id_is_told_to_who_asks_for_it() {
    mount.issue("App1", 'a');

    assertNull(mount.read(Operation.READ, "org/token", asked("App1")).get("client_secret"));
    Map<String, Object> wanted = asked("App1");
    wanted.put("client_secret", true);
    assertEquals(
        made('a').secret(), mount.read(Operation.READ, "org/token", wanted).get("client_secret"));
  }

  @Test
  void A20_a_lookup_tells_the_lease() {
    String id = lease(mount.issue("App1", 'a'));

    Map<String, Object> found =
        mount.read(Operation.READ, "org/token", Map.of("client_id", "a".repeat(24)));
    assertEquals(id, found.get("lease_id"));
    assertEquals(made('a').token(), found.get("token"));
  }

  @Test
  void a_client_id_that_astra_gives_twice_is_handed_out_once() {
    mount.issue("App1", 'a');
    Decision again = mount.issue("App2", 'a');

    assertEquals(List.of("RevocationStarted"), events(again));
    assertNotNull(again.refusal());
  }

  @Test
  void an_event_names_only_the_payloads() {
    Decision written = mount.write("config", config());
    AstraEvent.OrganizationConfigured configured =
        (AstraEvent.OrganizationConfigured) written.events().getFirst();

    assertEquals(2, configured.version());
    assertEquals(written.brings().getFirst().name(), configured.credential());
    assertEquals(1, written.destroys().size());
    assertFalse(written.events().toString().contains(ADMIN));
    assertTrue(ADMIN.contains(ADMIN_CLIENT));
    assertEquals("O", role().get("org_id"));
  }
}
