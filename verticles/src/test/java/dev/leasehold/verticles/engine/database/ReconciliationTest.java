package dev.leasehold.verticles.engine.database;

import static dev.leasehold.verticles.engine.database.DatabaseMount.connection;
import static dev.leasehold.verticles.engine.database.DatabaseMount.events;
import static dev.leasehold.verticles.engine.database.DatabaseMount.role;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.events.LeaseEvent;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Decision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
  private static final String STRANGER = "v-token-app-stranger";
  private static final String PATH = "reconcile/pg";

  private DatabaseMount mount;
  private String ours;

  @BeforeEach
  void issue() {
    mount = new DatabaseMount();
    mount.write("config/pg", connection("first"));
    mount.write("roles/app", role());
    Decision issued = mount.perform(Operation.READ, "creds/app", Map.of(), new Outcome.Done());
    ours = row(issued.response().lease().leaseId()).lease().userName();
  }

  private LeaseRow row(String id) {
    return Objects.requireNonNull(Leases.find(mount.head, id));
  }

  private Decision found(Operation operation, Map<String, Object> data, String... users) {
    return mount.perform(operation, PATH, data, new Outcome.Done(List.of(users)));
  }

  private static Map<String, Object> answer(Decision decision) {
    return Objects.requireNonNull(decision.response().data());
  }

  @Test
  void a_report_names_the_users_that_no_lease_knows_and_changes_nothing() {
    Decision decision = found(Operation.READ, Map.of(), ours, STRANGER);

    assertEquals(List.of(), decision.events());
    assertEquals(
        Map.of("known", 1, "next", "", "prefix", "v-", "users", List.of(STRANGER)),
        answer(decision));
  }

  @Test
  void the_root_user_is_no_stranger() {
    Decision decision = found(Operation.READ, Map.of("prefix", "root"), "root user");

    assertEquals(List.of(), answer(decision).get("users"));
  }

  @Test
  void a_full_page_tells_where_the_next_begins() {
    DatabaseEffect.FindUsers asked =
        assertInstanceOf(
            DatabaseEffect.FindUsers.class,
            mount.plan(Operation.READ, PATH, Map.of("limit", 2, "after", "v-a")).effect());
    Decision decision = found(Operation.READ, Map.of("limit", 2), "v-b", "v-c");

    assertEquals("v-a", asked.after());
    assertEquals("v-c", answer(decision).get("next"));
  }

  @Test
  void a_stranger_that_is_to_be_removed_is_revoked_like_a_lease() {
    Decision decision = found(Operation.UPDATE, Map.of("remove", true), ours, STRANGER);

    assertEquals(
        List.of("CredentialIntended", "CredentialPinned", "RevocationStarted"), events(decision));
    assertEquals(List.of(STRANGER), answer(decision).get("removing"));
    LeaseEvent.CredentialIntended intended =
        assertInstanceOf(LeaseEvent.CredentialIntended.class, decision.events().getFirst());
    LeaseRow row = row(intended.lease().id());
    assertEquals(LeaseState.REVOKING, row.state());
    assertEquals(STRANGER, row.lease().userName());
    DatabaseEffect.DropUser drop =
        assertInstanceOf(
            DatabaseEffect.DropUser.class, mount.engine.revocation(row.lease(), mount.head));
    assertEquals(STRANGER, drop.userName());
    assertEquals(List.of(), answer(found(Operation.READ, Map.of(), STRANGER)).get("users"));
  }

  @Test
  void only_those_are_removed_that_are_named() {
    Decision decision =
        found(
            Operation.UPDATE,
            Map.of("remove", true, "users", "v-other," + ours),
            ours,
            STRANGER,
            "v-other");

    assertEquals(List.of("v-other"), answer(decision).get("removing"));
  }

  @Test
  void nothing_is_removed_unless_it_is_asked_for() {
    Refusal refusal =
        assertThrows(Refusal.class, () -> mount.plan(Operation.UPDATE, PATH, Map.of()));

    assertTrue(refusal.errors().getFirst().startsWith("remove=true is required"));
  }

  @Test
  void a_template_that_begins_with_nothing_fixed_needs_a_prefix() {
    Map<String, Object> settings = new HashMap<>(connection("first"));
    settings.put("username_template", "{{random 20}}");
    mount.write("config/pg", settings);

    assertThrows(Refusal.class, () -> mount.plan(Operation.READ, PATH, Map.of()));
    DatabaseEffect.FindUsers asked =
        assertInstanceOf(
            DatabaseEffect.FindUsers.class,
            mount.plan(Operation.READ, PATH, Map.of("prefix", "v-")).effect());
    assertEquals("v-", asked.prefix());
  }

  @Test
  void a_target_that_does_not_answer_is_told_as_that() {
    assertThrows(
        Refusal.class,
        () ->
            mount.perform(
                Operation.READ, PATH, Map.of(), new Outcome.Unknown("timeout", "no answer")));
  }
}
