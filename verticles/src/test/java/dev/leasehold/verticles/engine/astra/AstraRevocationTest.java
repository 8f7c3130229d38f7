package dev.leasehold.verticles.engine.astra;

import static dev.leasehold.verticles.engine.astra.AstraMount.ADMIN;
import static dev.leasehold.verticles.engine.astra.AstraMount.NOW;
import static dev.leasehold.verticles.engine.astra.AstraMount.ROLE_ID;
import static dev.leasehold.verticles.engine.astra.AstraMount.TO_COMPARE;
import static dev.leasehold.verticles.engine.astra.AstraMount.UUID;
import static dev.leasehold.verticles.engine.astra.AstraMount.answer;
import static dev.leasehold.verticles.engine.astra.AstraMount.asked;
import static dev.leasehold.verticles.engine.astra.AstraMount.config;
import static dev.leasehold.verticles.engine.astra.AstraMount.events;
import static dev.leasehold.verticles.engine.astra.AstraMount.made;
import static dev.leasehold.verticles.engine.astra.AstraMount.role;
import static dev.leasehold.verticles.engine.astra.AstraMount.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent;
import dev.leasehold.projections.astra.Astras;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.mount.MountSweep;
import dev.leasehold.verticles.outbound.HttpAct;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The end of tokens: where, how and with which admin token they are deleted at Astra.
class AstraRevocationTest {
  private static final Outcome DONE = new Outcome.Done();
  private static final Outcome UNKNOWN = new Outcome.Unknown("timeout", "no answer in time");

  private final AstraMount mount = AstraMount.configured();

  private static String lease(Decision issued) {
    return issued.response().lease().leaseId();
  }

  private Lease row(String id) {
    return Objects.requireNonNull(Leases.find(mount.head, id)).lease();
  }

  private HttpAct revocation(Lease lease) {
    return assertInstanceOf(HttpAct.class, mount.engine.revocation(lease, mount.head));
  }

  @Test
  void a_token_of_unknown_outcome_is_looked_for_by_its_description_for_a_day() {
    Decision settled = mount.perform(Operation.UPDATE, "org/token", asked("App1"), UNKNOWN);

    LeaseEvent.RevocationStarted started =
        assertInstanceOf(LeaseEvent.RevocationStarted.class, settled.events().getFirst());
    assertEquals(NOW.plus(Duration.ofDays(1)), started.settleUntil());
    Lease lease = row(started.leaseId());
    AstraMount.Talk talk =
        talk(
            revocation(lease),
            answer(
                200,
                "{\"clients\":[{\"clientId\":\"Other\",\"description\":\"x\",\"roles\":[]},"
                    + "{\"clientId\":\"Lost\",\"description\":\""
                    + lease.userName()
                    + "\",\"roles\":[]}]}"),
            answer(204, ""));
    assertEquals("GET /v2/clientIdSecrets", talk.asked(0));
    assertEquals("DELETE /v2/clientIdSecrets/Lost", talk.asked(1));
    assertInstanceOf(Outcome.Done.class, talk.outcome());
  }

  @Test
  void where_astra_tells_no_descriptions_a_token_that_may_be_the_one_is_for_a_person() {
    Decision settled = mount.perform(Operation.UPDATE, "org/token", asked("App1"), UNKNOWN);
    Lease lease = row(((LeaseEvent.RevocationStarted) settled.events().getFirst()).leaseId());

    String before = "2026-11-22T09:00:00.000Z";
    String within = "2026-11-22T10:00:30.000Z";
    assertInstanceOf(Outcome.Done.class, talk(revocation(lease), listed(before)).outcome());
    Outcome.Refused doubtful =
        assertInstanceOf(Outcome.Refused.class, talk(revocation(lease), listed(within)).outcome());
    assertEquals(Outcome.AMBIGUOUS, doubtful.errorClass());
  }

  private static dev.leasehold.verticles.outbound.HttpAnswer listed(String generatedOn) {
    return answer(
        200,
        "{\"clients\":[{\"clientId\":\"Some\",\"generatedOn\":\""
            + generatedOn
            + "\",\"roles\":[\""
            + ROLE_ID
            + "\"]}]}");
  }

  @Test
  void a_token_that_was_made_after_its_intent_was_given_up_is_taken_up_to_be_revoked() {
    Handler.Planned planned = mount.plan(Operation.UPDATE, "org/token", asked("App1"));
    mount.replay(planned.intent());
    String id = ((LeaseEvent.CredentialIntended) planned.intent().events().getFirst()).lease().id();
    mount.replay(new LeaseEvent.RevocationStarted(id, "swept", NOW, NOW));
    mount.replay(new LeaseEvent.LeaseRevoked(id));

    Decision settled =
        mount.settle(
            planned, Operation.UPDATE, "org/token", asked("App1"), new Outcome.Done(made('a')));

    assertEquals(
        List.of("CredentialIntended", "TokenPinned", "RevocationStarted"), events(settled));
    assertNotNull(mount.engine.revocation(row(id), mount.head));
  }

  @Test
  void A1_A10_a_token_is_revoked_where_it_was_made_whatever_becomes_of_role_and_organization() {
    Map<String, Object> other = config();
    other.put("org_id", "P");
    other.put("url", "https://other.example/base/");
    other.put("astra_token", "AstraCS:other");
    mount.write("config", other);
    String id = lease(mount.issue("App1", 'a'));
    mount.perform(Operation.DELETE, "role", Map.of("org_id", "O", "role_name", "r"), DONE);
    Decision deleted = mount.perform(Operation.DELETE, "config", Map.of("org_id", "O"), DONE);

    assertEquals(List.of(), deleted.destroys());
    assertEquals(1, deleted.response().warnings().size());
    HttpAct act = revocation(row(id));
    assertEquals("api.astra.datastax.com", act.server().host());
    AstraMount.Talk talk = talk(act, answer(204, ""), answer(200, "{\"clients\":[]}"));
    assertEquals("DELETE /v2/clientIdSecrets/" + "a".repeat(24), talk.asked(0));
    assertEquals(
        "Bearer " + ADMIN,
        Objects.requireNonNull(talk.questions().getFirst().authorization()).revealUtf8(TO_COMPARE));
    assertInstanceOf(Outcome.Done.class, talk.outcome());
  }

  @Test
  void what_was_kept_of_a_token_is_destroyed_with_its_lease_and_so_is_the_last_admin_token() {
    String id = lease(mount.issue("App1", 'a'));
    PayloadName content =
        Objects.requireNonNull(Objects.requireNonNull(Astras.token(mount.head, id)).content());
    PayloadName admin = Objects.requireNonNull(Astras.current(mount.head, UUID, "O")).credential();
    mount.perform(Operation.DELETE, "config", Map.of("org_id", "O"), DONE);
    assertNotNull(mount.head.payload(admin));

    mount.replay(new LeaseEvent.RevocationStarted(id, "revoked", NOW, NOW));
    mount.replay(new LeaseEvent.LeaseRevoked(id));

    assertNull(mount.head.payload(content));
    assertNull(mount.head.payload(admin));
    assertNull(Astras.token(mount.head, id));
    assertNull(Astras.version(mount.head, UUID, "O", 1));
  }

  @Test
  void A9_a_deletion_that_finds_nothing_and_one_that_says_200_are_done() {
    Lease lease = row(lease(mount.issue("App1", 'a')));

    for (int status : List.of(200, 202, 204, 404)) {
      Outcome outcome =
          talk(revocation(lease), answer(status, "{}"), answer(200, "{\"clients\":[]}")).outcome();
      assertInstanceOf(Outcome.Done.class, outcome, "status " + status);
    }
    assertInstanceOf(Outcome.Refused.class, talk(revocation(lease), answer(403, "{}")).outcome());
    assertInstanceOf(Outcome.Unknown.class, talk(revocation(lease), answer(502, "")).outcome());
  }

  @Test
  void a_token_that_was_made_twice_is_deleted_twice() {
    Lease lease = row(lease(mount.issue("App1", 'a')));
    AstraMount.Talk talk =
        talk(
            revocation(lease),
            answer(204, ""),
            answer(
                200,
                "{\"clients\":[{\"clientId\":\"Double\",\"description\":\""
                    + lease.userName()
                    + "\"}]}"),
            answer(204, ""));

    assertEquals("DELETE /v2/clientIdSecrets/Double", talk.asked(2));
  }

  @Test
  void a_revocation_that_failed_is_tried_with_the_other_admin_token() {
    String id = lease(mount.issue("App1", 'a'));
    Map<String, Object> config = config();
    config.put("astra_token", "AstraCS:second");
    mount.write("config", config);
    assertEquals("Bearer AstraCS:second", bearer(revocation(row(id))));

    mount.replay(new LeaseEvent.RevocationStarted(id, "revoked", NOW, NOW));
    mount.replay(new LeaseEvent.RevocationFailed(id, 1, DevOps.DENIED, "no", NOW));
    assertEquals("Bearer " + ADMIN, bearer(revocation(row(id))));
  }

  private static String bearer(HttpAct act) {
    AstraMount.Talk talk = talk(act, answer(500, ""));
    return Objects.requireNonNull(talk.questions().getFirst().authorization())
        .revealUtf8(TO_COMPARE);
  }

  @Test
  void A11_a_renewal_asks_astra_where_that_is_wanted() {
    Map<String, Object> config = config();
    config.put("check_renewals", true);
    mount.write("config", config);
    Lease lease = row(lease(mount.issue("App1", 'a')));
    HttpAct act =
        assertInstanceOf(
            HttpAct.class, mount.engine.renewal(lease, NOW.plusSeconds(60), mount.head));

    String there = "{\"clients\":[{\"clientId\":\"" + "a".repeat(24) + "\"}]}";
    assertInstanceOf(Outcome.Done.class, talk(act, answer(200, there)).outcome());
    Outcome gone = talk(act, answer(200, "{\"clients\":[]}")).outcome();
    assertEquals(new Outcome.Refused("absent", "the token is gone at Astra"), gone);
  }

  @Test
  void a_token_is_deleted_by_its_names_or_its_client_id() {
    String first = lease(mount.issue("App1", 'a'));
    String second = lease(mount.issue("App2", 'b'));

    mount.perform(Operation.DELETE, "org/token", asked("App1"), DONE);
    mount.perform(Operation.DELETE, "org/token", Map.of("client_id", "b".repeat(24)), DONE);

    assertNull(Leases.find(mount.head, first));
    assertNull(Leases.find(mount.head, second));
    Decision nothing = mount.perform(Operation.DELETE, "org/token", asked("App1"), DONE);
    assertEquals(List.of(), nothing.events());
  }

  @Test
  void a_deletion_that_fails_goes_on_without_the_client() {
    String id = lease(mount.issue("App1", 'a'));
    Handler.Planned planned = mount.plan(Operation.DELETE, "org/token", asked("App1"));
    mount.replay(planned.intent());

    assertEquals(List.of("RevocationStarted"), events(planned.intent()));
    LeaseRow row = Objects.requireNonNull(Leases.find(mount.head, id));
    assertEquals(LeaseState.REVOKING, row.state());
    assertEquals(
        "NOT_FOUND unable to find token for org IDO, role r, with logical name app1",
        mount.refused(Operation.READ, "org/token", asked("App1")));
  }

  @Test
  void a_disabled_mount_leaves_nothing_behind_once_its_leases_are_gone() {
    String id = lease(mount.issue("App1", 'a'));
    Map<String, Object> odd = role();
    odd.put("org_id", "o/1:p");
    mount.write("role", odd);
    PayloadName admin = Objects.requireNonNull(Astras.current(mount.head, UUID, "O")).credential();
    mount.replay(new SysEvent.MountDisabled(UUID));

    MountSweep.Page roles = MountSweep.page(mount.head, mount.mount(), 10);
    assertEquals(List.of("role/1:O/r", "role/5:o/1:p/r"), roles.rows().stream().sorted().toList());
    assertFalse(roles.finished());
    mount.replay(swept(roles));
    assertEquals(
        new MountSweep.Page(List.of(), List.of(), false),
        MountSweep.page(mount.head, mount.mount(), 10));

    mount.replay(new LeaseEvent.RevocationStarted(id, "disabled", NOW, NOW));
    assertNotNull(mount.engine.revocation(row(id), mount.head));
    mount.replay(new LeaseEvent.LeaseRevoked(id));
    MountSweep.Page rest = MountSweep.page(mount.head, mount.mount(), 10);
    assertEquals(new MountSweep.Page(List.of("organization/O"), List.of(admin), false), rest);
    mount.replay(swept(rest));
    mount.replay(swept(MountSweep.page(mount.head, mount.mount(), 10)));
    assertEquals(List.of(), MountSweep.disabled(mount.head));
  }

  private static Decision swept(MountSweep.Page page) {
    return Decision.of(
            Response.nothing(), new SysEvent.MountSwept(UUID, page.rows(), page.finished()))
        .destroying(page.payloads());
  }
}
