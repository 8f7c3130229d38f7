package dev.leasehold.verticles.engine.database;

import static dev.leasehold.verticles.engine.database.DatabaseMount.NOW;
import static dev.leasehold.verticles.engine.database.DatabaseMount.UUID;
import static dev.leasehold.verticles.engine.database.DatabaseMount.connection;
import static dev.leasehold.verticles.engine.database.DatabaseMount.events;
import static dev.leasehold.verticles.engine.database.DatabaseMount.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.StaticRole;
import dev.leasehold.verticles.engine.Duty;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaticRolesTest {
  private static final Reveal TO_COMPARE = Reveal.because("a test looks whether it is right");
  private static final Outcome DONE = new Outcome.Done();
  private static final Outcome REFUSED = new Outcome.Refused("42704", "ERROR: no (SQLSTATE 42704)");
  private static final Outcome UNKNOWN = new Outcome.Unknown("timeout", "no answer");
  private static final Outcome WRONG = new Outcome.Refused("28P01", "FATAL: wrong password");
  private static final Outcome DOWN = new Outcome.Refused("unreachable", "connection refused");
  private static final Instant HOUR = NOW.plus(Duration.ofHours(1));

  private static final Map<String, Object> FORM =
      Map.of("db_name", "pg", "username", "app", "rotation_period", "1h");

  private DatabaseMount mount;

  @BeforeEach
  void configure() {
    mount = new DatabaseMount();
    mount.write("config/pg", all(connection("first"), Map.of("allowed_roles", "*")));
  }

  private static Map<String, Object> all(Map<String, Object> one, Map<String, Object> other) {
    Map<String, Object> all = new java.util.HashMap<>(one);
    all.putAll(other);
    return all;
  }

  private Decision make(Outcome outcome) {
    return mount.perform(Operation.CREATE, "static-roles/s", FORM, outcome);
  }

  private StaticRole role() {
    return Objects.requireNonNull(Databases.staticRole(mount.head, UUID, "s"));
  }

  private String password() {
    Map<String, Object> data =
        Objects.requireNonNull(mount.read(Operation.READ, "static-creds/s").data());
    return assertInstanceOf(SecretBytes.class, data.get("password")).revealUtf8(TO_COMPARE);
  }

  private static DatabaseEffect.ChangeUser change(Duty duty) {
    return assertInstanceOf(DatabaseEffect.ChangeUser.class, duty.effect());
  }

  private Duty due(Instant now) {
    return Objects.requireNonNull(mount.duty("pg", now));
  }

  private static Refusal refused(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(Refusal.class, call);
  }

  @Test
  void the_first_rotation_is_written_down_before_it_is_made() {
    Handler.Planned planned = mount.plan(Operation.CREATE, "static-roles/s", FORM);

    assertEquals(List.of("StaticRoleWritten", "StaticRotationIntended"), events(planned.intent()));
    assertEquals(1, planned.intent().brings().size());
    DatabaseEffect.ChangeUser change =
        assertInstanceOf(DatabaseEffect.ChangeUser.class, planned.effect());
    assertEquals("app", change.userName());
    assertTrue(
        change.statements().getFirst().text().startsWith("ALTER ROLE \"app\" WITH PASSWORD '"));
    assertEquals(NOW.plus(Rotations.DEADLINE), change.deadline());
  }

  @Test
  void a_role_is_there_once_its_first_rotation_is_done() {
    Decision made = make(DONE);

    assertEquals(List.of("StaticRotated"), events(made));
    assertEquals(20, password().length());
    Map<String, Object> data =
        Objects.requireNonNull(mount.read(Operation.READ, "static-creds/s").data());
    assertEquals(
        List.of("last_vault_rotation", "password", "rotation_period", "ttl", "username"),
        List.copyOf(data.keySet()));
    assertEquals(3600L, data.get("ttl"));
    assertEquals(
        Map.of(
            "credential_type",
            "password",
            "db_name",
            "pg",
            "last_vault_rotation",
            NOW,
            "rotation_period",
            3600L,
            "rotation_statements",
            List.of(),
            "username",
            "app"),
        mount.read(Operation.READ, "static-roles/s").data());
  }

  @Test
  void a_role_whose_first_rotation_is_refused_is_not_made() {
    Decision made = make(REFUSED);

    assertEquals(List.of("StaticRoleDeleted"), events(made));
    assertEquals(1, made.destroys().size());
    assertEquals(
        "error setting credentials: 1 error occurred:\n\t* failed to execute query: ERROR: no"
            + " (SQLSTATE 42704)\n\n",
        refusal(made));
    assertNull(mount.duty("pg", HOUR));
  }

  @Test
  void a_first_rotation_of_unknown_outcome_is_settled_by_a_login() {
    make(UNKNOWN);
    refused(() -> mount.read(Operation.READ, "static-creds/s"));
    refused(() -> mount.plan(Operation.CREATE, "static-roles/s", FORM));

    Duty duty = due(NOW.plusSeconds(10));
    DatabaseEffect.Verify login = assertInstanceOf(DatabaseEffect.Verify.class, duty.effect());
    Decision settled = mount.perform(duty, DONE, NOW.plusSeconds(10));

    assertEquals("app", login.database().userName());
    assertEquals(List.of("StaticRotated"), events(settled));
    assertEquals(login.database().password().revealUtf8(TO_COMPARE), password());
  }

  @Test
  void one_that_was_not_made_is_forgotten_past_its_deadline() {
    make(UNKNOWN);
    Decision early = mount.due("pg", NOW.plusSeconds(10), WRONG).getFirst();
    Decision late = mount.due("pg", NOW.plus(Rotations.DEADLINE), WRONG).getFirst();

    assertEquals(List.of("StaticRotationFailed"), events(early));
    assertEquals(List.of("StaticRoleDeleted"), events(late));
    assertNull(Databases.staticRole(mount.head, UUID, "s"));
  }

  @Test
  void an_intent_that_nobody_settled_is_found_out_at_its_deadline() {
    make(DONE);
    String before = password();
    Duty rotation = due(HOUR);
    mount.replay(rotation.intent());
    Instant deadline = HOUR.plus(Rotations.DEADLINE);

    assertNull(mount.duty("pg", deadline.minusMillis(1)));
    assertEquals(before, password());
    Decision settled = mount.perform(due(deadline), DONE, deadline);

    assertEquals(List.of("StaticRotated"), events(settled));
    assertEquals(1, settled.destroys().size());
    assertNotEquals(before, password());
  }

  @Test
  void a_rotation_begins_when_it_is_due_and_not_before() {
    make(DONE);
    String before = password();

    assertNull(mount.duty("pg", HOUR.minusNanos(1)));
    Duty duty = due(HOUR);
    Decision settled = mount.perform(duty, DONE, HOUR);

    assertEquals(List.of("StaticRotationIntended"), events(duty.intent()));
    assertEquals(List.of("StaticRotated"), events(settled));
    assertNotEquals(before, password());
    assertTrue(change(duty).statements().getFirst().text().contains("'" + password() + "'"));
    assertEquals(HOUR.plus(Duration.ofHours(1)), role().due());
  }

  @Test
  void a_rotation_that_is_refused_keeps_the_password_and_is_tried_again() {
    make(DONE);
    String before = password();
    Decision settled = mount.due("pg", HOUR, DOWN).getFirst();

    assertEquals(List.of("StaticRotationAborted", "StaticRotationFailed"), events(settled));
    assertEquals(1, settled.destroys().size());
    assertEquals(before, password());
    assertEquals(1, role().failures());
    assertTrue(role().due().isAfter(HOUR) && role().due().isBefore(HOUR.plusSeconds(10)));
    assertEquals(List.of("StaticRotated"), events(mount.due("pg", role().due(), DONE).getFirst()));
    assertEquals(0, role().failures());
  }

  @Test
  void a_login_that_tells_nothing_is_tried_again_and_in_the_end_another_password() {
    make(DONE);
    mount.perform(Operation.UPDATE, "rotate-role/s", Map.of(), UNKNOWN);
    Outcome locked = new Outcome.Refused("28000", "FATAL: may not log in (SQLSTATE 28000)");
    int logins = 0;
    while (Databases.staticRotation(mount.head, UUID, "s") != null) {
      mount.due("pg", role().due().plusSeconds(60), locked);
      logins++;
    }

    assertEquals(6, logins);
    assertInstanceOf(DatabaseEffect.ChangeUser.class, due(role().due()).effect());
  }

  @Test
  void a_client_may_have_it_rotated_at_once() {
    make(DONE);
    String before = password();
    Decision settled = mount.perform(Operation.UPDATE, "rotate-role/s", Map.of(), DONE);
    Decision failed = mount.perform(Operation.UPDATE, "rotate-role/s", Map.of(), REFUSED);

    assertEquals(List.of("StaticRotated"), events(settled));
    assertNotEquals(before, password());
    assertTrue(
        Objects.requireNonNull(refusal(failed))
            .startsWith(
                "unable to finish rotating credentials; retries will continue in the background"
                    + " but it is also safe to retry manually: error setting credentials: "));
  }

  @Test
  void a_client_that_tries_again_finds_out_what_became_of_the_first_try() {
    make(DONE);
    String before = password();
    mount.perform(Operation.UPDATE, "rotate-role/s", Map.of(), UNKNOWN);
    Handler.Planned again = mount.plan(Operation.UPDATE, "rotate-role/s", Map.of());

    assertInstanceOf(DatabaseEffect.Verify.class, again.effect());
    assertEquals(before, password());
    Decision settled = mount.settle(again, Operation.UPDATE, "rotate-role/s", Map.of(), DONE);
    assertEquals(List.of("StaticRotated"), events(settled));
    assertNull(settled.refusal());
  }

  @Test
  void a_connection_that_is_deleted_meanwhile_still_tells_which_password_works() {
    make(DONE);
    mount.perform(Operation.UPDATE, "rotate-role/s", Map.of(), UNKNOWN);
    Decision deleted = mount.perform(Operation.DELETE, "config/pg", Map.of(), DONE);
    Duty duty = due(NOW.plusSeconds(60));
    DatabaseEffect.Verify login = assertInstanceOf(DatabaseEffect.Verify.class, duty.effect());
    Decision settled = mount.perform(duty, DONE, NOW.plusSeconds(60));

    assertEquals(List.of(), deleted.destroys());
    assertEquals("db", login.database().host());
    assertEquals(2, settled.destroys().size());
    assertEquals(List.of(), Databases.versions(mount.head, UUID, "pg"));
    assertEquals(
        "failed to find entry for connection with name: \"pg\"",
        refused(() -> mount.read(Operation.READ, "static-creds/s")).getMessage());
    Instant next = role().due();
    assertEquals(List.of("StaticRotationFailed"), events(mount.due("pg", next, DONE).getFirst()));
    assertTrue(role().due().isAfter(next));
  }

  @Test
  void a_connection_that_moves_meanwhile_is_asked_where_it_was() {
    make(DONE);
    mount.perform(Operation.UPDATE, "rotate-role/s", Map.of(), UNKNOWN);
    mount.write(
        "config/pg",
        all(
            connection("second"),
            Map.of("connection_url", "postgresql://{{username}}:{{password}}@other/app")));

    Duty duty = due(NOW.plusSeconds(60));

    assertEquals(
        "db", assertInstanceOf(DatabaseEffect.Verify.class, duty.effect()).database().host());
  }

  @Test
  void a_role_that_is_deleted_meanwhile_takes_its_passwords_along() {
    make(DONE);
    Handler.Planned planned = mount.plan(Operation.UPDATE, "rotate-role/s", Map.of());
    mount.replay(planned.intent());
    Decision deleted = mount.perform(Operation.DELETE, "static-roles/s", Map.of(), DONE);

    assertEquals(List.of("StaticRoleDeleted"), events(deleted));
    assertEquals(2, deleted.destroys().size());
    refused(() -> mount.settle(planned, Operation.UPDATE, "rotate-role/s", Map.of(), DONE));
    assertNull(mount.duty("pg", HOUR));
    assertEquals(
        List.of(), mount.perform(Operation.DELETE, "static-roles/s", Map.of(), DONE).events());
  }

  @Test
  void a_write_keeps_what_it_does_not_name_and_moves_what_is_due() {
    make(DONE);
    Decision written =
        mount.write("static-roles/s", Map.of("username", "app", "rotation_period", 60));

    assertEquals(List.of("StaticRoleWritten"), events(written));
    assertNull(mount.duty("pg", NOW.plusSeconds(59)));
    assertNotNull(mount.duty("pg", NOW.plusSeconds(60)));
  }

  @Test
  void what_is_due_elsewhere_after_a_move_is_due_here_no_longer() {
    make(DONE);
    mount.write("config/two", connection("x"));
    mount.write("static-roles/s", Map.of("username", "app", "db_name", "two"));

    assertNull(mount.duty("pg", HOUR));
    assertEquals(List.of(UUID + "/two"), mount.engine.dueTargets(mount.head, HOUR, 10));
  }

  @Test
  void a_root_rotation_of_unknown_outcome_settles_by_itself() {
    mount.perform(Operation.UPDATE, "rotate-root/pg", Map.of(), UNKNOWN);
    Decision down = mount.due("pg", NOW.plusSeconds(10), DOWN).getFirst();
    Instant next = Objects.requireNonNull(Databases.rotation(mount.head, UUID, "pg")).due();
    Decision settled = mount.due("pg", next, DONE).getFirst();

    assertEquals(List.of("RootRotationFailed"), events(down));
    assertEquals(List.of("RootRotated"), events(settled));
    assertEquals(List.of(), mount.due("pg", HOUR, DONE));
  }

  @Test
  void a_root_rotation_that_a_crash_cut_off_is_undone_where_the_new_password_is_wrong() {
    mount.replay(mount.plan(Operation.UPDATE, "rotate-root/pg", Map.of()).intent());

    assertEquals(List.of(), mount.due("pg", NOW.plusSeconds(44), WRONG));
    Decision settled = mount.due("pg", NOW.plus(Rotations.DEADLINE), WRONG).getFirst();

    assertEquals(List.of("RootRotationAborted"), events(settled));
    assertEquals(1, settled.destroys().size());
  }
}
