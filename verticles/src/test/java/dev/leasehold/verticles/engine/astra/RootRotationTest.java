package dev.leasehold.verticles.engine.astra;

import static dev.leasehold.verticles.engine.astra.AstraMount.ADMIN;
import static dev.leasehold.verticles.engine.astra.AstraMount.ADMIN_CLIENT;
import static dev.leasehold.verticles.engine.astra.AstraMount.NOW;
import static dev.leasehold.verticles.engine.astra.AstraMount.TO_COMPARE;
import static dev.leasehold.verticles.engine.astra.AstraMount.UUID;
import static dev.leasehold.verticles.engine.astra.AstraMount.answer;
import static dev.leasehold.verticles.engine.astra.AstraMount.config;
import static dev.leasehold.verticles.engine.astra.AstraMount.events;
import static dev.leasehold.verticles.engine.astra.AstraMount.refusal;
import static dev.leasehold.verticles.engine.astra.AstraMount.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.astra.Rotation;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.verticles.engine.Chore;
import dev.leasehold.verticles.outbound.HttpAct;
import dev.leasehold.verticles.outbound.HttpAnswer;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Following an admin token by a new one (A16), whatever happens in between.
class RootRotationTest {
  private static final String PATH = "config/rotate-root";
  private static final Map<String, Object> ORG = Map.of("org_id", "O");
  private static final String NEW_CLIENT = "TheNewAdministratorToken";
  private static final String NEW = "AstraCS:" + NEW_CLIENT + ":" + "b".repeat(64);
  private static final HttpAnswer LIST =
      answer(
          200,
          "{\"clients\":[{\"clientId\":\"" + ADMIN_CLIENT + "\",\"roles\":[\"admin-role\"]}]}");
  private static final HttpAnswer MADE =
      answer(
          200, "{\"clientId\":\"" + NEW_CLIENT + "\",\"secret\":\"s\",\"token\":\"" + NEW + "\"}");
  private static final HttpAnswer WHO = answer(200, "{\"id\":\"org\",\"name\":\"n\"}");
  private static final HttpAnswer EMPTY = answer(200, "{\"clients\":[]}");

  private final AstraMount mount = AstraMount.configured();

  private Decision settle(Handler.Planned planned, HttpAnswer... answers) {
    HttpAct act = assertInstanceOf(HttpAct.class, planned.effect());
    Outcome outcome = talk(act, answers).outcome();
    return mount.settle(planned, Operation.UPDATE, PATH, ORG, outcome);
  }

  private Handler.Planned begun() {
    Handler.Planned planned = mount.plan(Operation.UPDATE, PATH, ORG);
    mount.replay(planned.intent());
    return planned;
  }

  private Rotation.Stage stage() {
    return rotation().stage();
  }

  private Rotation rotation() {
    return Objects.requireNonNull(Astras.rotation(mount.head, UUID, "O"));
  }

  private String credential() {
    PayloadName name = Objects.requireNonNull(Astras.current(mount.head, UUID, "O")).credential();
    SecretBytes content = Objects.requireNonNull(mount.head.payload(name));
    return content.revealUtf8(TO_COMPARE);
  }

  /// What the mount does by itself, and the answers that it gets.
  private List<String> chore(HttpAnswer... answers) {
    Chore chore = Objects.requireNonNull(mount.engine.chore(mount.mount(), mount.head, mount.now));
    Outcome outcome = talk(assertInstanceOf(HttpAct.class, chore.effect()), answers).outcome();
    Decision decision = chore.settle().settle(outcome, mount.head, mount.now, new SeededEntropy(1));
    mount.replay(decision);
    return events(decision);
  }

  @Test
  void A16_a_new_token_with_the_same_roles_is_proven_then_used_then_the_old_one_deleted() {
    PayloadName old = Objects.requireNonNull(Astras.current(mount.head, UUID, "O")).credential();
    Handler.Planned planned = begun();
    assertEquals(List.of("RootRotationIntended"), events(planned.intent()));
    AstraMount.Talk talk = talk(assertInstanceOf(HttpAct.class, planned.effect()), LIST, MADE, WHO);
    assertTrue(talk.body(1).startsWith("{\"roles\":[\"admin-role\"],\"description\":\"leasehold:"));
    assertEquals("GET /v2/currentOrg", talk.asked(2));
    assertEquals(
        "Bearer " + NEW,
        Objects.requireNonNull(talk.questions().get(2).authorization()).revealUtf8(TO_COMPARE));

    Decision settled = settle(planned, LIST, MADE, WHO);
    assertEquals(List.of("RootCandidateMade", "RootRotated"), events(settled));
    assertEquals(NEW, credential());
    assertNull(mount.head.payload(old));
    assertEquals(Rotation.Stage.RETIRING, stage());
    assertEquals("retiring", mount.read(Operation.READ, "config", ORG).get("rotation"));

    assertEquals(List.of(), chore(answer(503, "")));
    assertEquals(List.of("RootRetired"), chore(answer(204, ""), EMPTY));
    assertNull(Astras.rotation(mount.head, UUID, "O"));
    assertNull(mount.engine.chore(mount.mount(), mount.head, mount.now));
  }

  @Test
  void a_lease_from_before_is_revoked_with_the_new_token() {
    String lease = mount.issue("App1", 'a').response().lease().leaseId();
    settle(begun(), LIST, MADE, WHO);

    var row = Objects.requireNonNull(Leases.find(mount.head, lease)).lease();
    HttpAct act = assertInstanceOf(HttpAct.class, mount.engine.revocation(row, mount.head));
    AstraMount.Talk talk = talk(act, answer(500, ""));
    assertEquals(
        "Bearer " + NEW,
        Objects.requireNonNull(talk.questions().getFirst().authorization()).revealUtf8(TO_COMPARE));
  }

  @Test
  void what_astra_refuses_is_given_up_and_the_old_one_stands() {
    Decision settled = settle(begun(), LIST, answer(403, "{}"));

    assertEquals(List.of("RootRotationAborted"), events(settled));
    assertEquals(
        "error rotating the admin token: Astra answered 403 with 2 bytes", refusal(settled));
    assertEquals(ADMIN, credential());
    assertNull(Astras.rotation(mount.head, UUID, "O"));
  }

  @Test
  void a_new_token_that_nobody_has_seen_is_looked_for_and_deleted_before_it_is_given_up() {
    Handler.Planned planned = begun();
    assertThrows(Refusal.class, () -> settle(planned, LIST, answer(500, "")));
    String name = rotation().name();
    assertNull(mount.engine.chore(mount.mount(), mount.head, mount.now));
    assertEquals(
        "BAD_REQUEST a rotation of the admin token is under way",
        mount.refused(Operation.UPDATE, PATH, ORG));

    mount.now = NOW.plus(Duration.ofMinutes(2));
    HttpAnswer found =
        answer(
            200,
            "{\"clients\":[{\"clientId\":\"Lost\",\"description\":\""
                + name
                + "\"},{\"clientId\":\"Mine\",\"description\":\"\"}]}");
    assertEquals(List.of(), chore(found, answer(204, "")));
    assertEquals(Rotation.Stage.INTENDED, stage());

    mount.now = NOW.plus(Duration.ofMinutes(11));
    assertEquals(List.of("RootRotationAborted"), chore(EMPTY));
    assertEquals(ADMIN, credential());
  }

  @Test
  void a_new_token_that_is_not_proven_yet_is_kept_beside_the_old_one() {
    HttpAnswer no = answer(401, "{}");
    Decision settled = settle(begun(), LIST, MADE, no, no, no);
    assertEquals(List.of("RootCandidateMade"), events(settled));
    assertNotNull(settled.refusal());
    assertEquals(ADMIN, credential());
    assertEquals(Rotation.Stage.MADE, stage());

    assertEquals(List.of(), chore(no));
    assertEquals(List.of("RootRotated"), chore(WHO));
    assertEquals(NEW, credential());
  }

  @Test
  void a_new_token_that_astra_goes_on_refusing_is_deleted_with_the_old_one() {
    HttpAnswer no = answer(401, "{}");
    settle(begun(), LIST, MADE, no, no, no);
    PayloadName candidate = Objects.requireNonNull(rotation().candidate());

    mount.now = NOW.plus(Duration.ofMinutes(2));
    assertEquals(List.of("RootRotationAborted"), chore(no, answer(204, "")));
    assertNull(mount.head.payload(candidate));
    assertEquals(ADMIN, credential());
  }

  @Test
  void a_new_token_that_was_made_after_it_was_given_up_is_taken_up_to_be_deleted() {
    Handler.Planned planned = begun();
    mount.now = NOW.plus(Duration.ofMinutes(11));
    chore(EMPTY);

    Decision settled = settle(planned, LIST, MADE, WHO);
    assertEquals(
        List.of("CredentialIntended", "TokenPinned", "TokenFound", "RevocationStarted"),
        events(settled));
    assertNotNull(settled.refusal());
    assertEquals(ADMIN, credential());
  }

  @Test
  void a_rotation_is_not_overwritten_unless_that_is_wanted() {
    begun();
    Map<String, Object> config = config();
    String refused = mount.refused(Operation.UPDATE, "config", config);
    assertTrue(refused.startsWith("BAD_REQUEST a rotation of the admin token is under way"));
    assertEquals(refused, mount.refused(Operation.DELETE, "config", ORG));

    config.put("force", true);
    assertEquals(
        List.of("RootRotationAborted", "OrganizationConfigured"),
        events(mount.write("config", config)));
  }

  @Test
  void asking_again_takes_the_step_that_is_due() {
    settle(begun(), LIST, MADE, WHO);
    Handler.Planned again = mount.plan(Operation.UPDATE, PATH, ORG);

    assertEquals(List.of(), again.intent().events());
    Decision settled = settle(again, answer(404, ""), EMPTY);
    assertEquals(List.of("RootRetired"), events(settled));
  }

  @Test
  void a_token_that_does_not_show_its_client_id_cannot_be_rotated() {
    Map<String, Object> config = config();
    config.put("astra_token", "T");
    mount.write("config", config);

    assertEquals(
        "BAD_REQUEST error rotating the admin token: the present one does not show its client id",
        mount.refused(Operation.UPDATE, PATH, ORG));
    assertEquals(
        "BAD_REQUEST unable to find config for org ID X",
        mount.refused(Operation.UPDATE, PATH, Map.of("org_id", "X")));
  }
}
