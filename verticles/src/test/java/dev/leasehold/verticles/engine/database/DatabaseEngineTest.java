package dev.leasehold.verticles.engine.database;

import static dev.leasehold.verticles.engine.database.DatabaseMount.CREATION;
import static dev.leasehold.verticles.engine.database.DatabaseMount.UUID;
import static dev.leasehold.verticles.engine.database.DatabaseMount.connection;
import static dev.leasehold.verticles.engine.database.DatabaseMount.events;
import static dev.leasehold.verticles.engine.database.DatabaseMount.refusal;
import static dev.leasehold.verticles.engine.database.DatabaseMount.role;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.Released;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.Statement;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseEngineTest {
  private static final Reveal TO_COMPARE = Reveal.because("a test looks whether it is right");
  private static final Outcome DONE = new Outcome.Done();
  private static final Outcome REFUSED =
      new Outcome.Refused("42601", "ERROR: syntax error at or near \"bogus\" (SQLSTATE 42601)");
  private static final Outcome UNKNOWN = new Outcome.Unknown("timeout", "no answer");

  private DatabaseMount mount;

  @BeforeEach
  void configure() {
    mount = new DatabaseMount();
    mount.write("config/pg", connection("first"));
    mount.write("roles/app", role());
  }

  private Decision issue(Outcome outcome) {
    return mount.perform(Operation.READ, "creds/app", Map.of(), outcome);
  }

  private Lease issued() {
    return lease(issue(DONE));
  }

  private Lease lease(Decision decision) {
    LeaseRow row = Leases.find(mount.head, decision.response().lease().leaseId());
    return Objects.requireNonNull(row).lease();
  }

  private static Object part(Response response, String name) {
    return Objects.requireNonNull(Objects.requireNonNull(response.data()).get(name));
  }

  private static String text(Object secret) {
    return ((SecretBytes) secret).revealUtf8(TO_COMPARE);
  }

  private static String password(DatabaseTarget target) {
    return target.password().revealUtf8(TO_COMPARE);
  }

  private DatabaseEffect.DropUser revocation(Lease lease) {
    return assertInstanceOf(
        DatabaseEffect.DropUser.class, mount.engine.revocation(lease, mount.head));
  }

  @Test
  void credentials_are_written_down_before_they_are_made() {
    Handler.Planned planned = mount.plan(Operation.READ, "creds/app", Map.of());

    assertEquals(List.of("CredentialIntended", "CredentialPinned"), events(planned.intent()));
    LeaseEvent.CredentialIntended intended =
        (LeaseEvent.CredentialIntended) planned.intent().events().getFirst();
    Lease lease = intended.lease();
    assertTrue(lease.id().matches("database/creds/app/[0-9A-Za-z]{24}"));
    assertTrue(lease.userName().matches("v-token-app-[0-9A-Za-z]{20}-1795341600"));
    assertEquals(UUID + "/pg", lease.target());
    assertEquals(DatabaseMount.NOW.plus(Duration.ofHours(1)), lease.expires());
    DatabaseEffect.CreateUser run =
        assertInstanceOf(DatabaseEffect.CreateUser.class, planned.effect());
    assertEquals(lease.deadline(), run.deadline());
    assertEquals(
        "GRANT SELECT ON things TO \"" + lease.userName() + "\"", run.statements().get(1).text());
    assertTrue(
        run.statements().getFirst().text().endsWith("VALID UNTIL '2026-11-22 11:00:05+0000'"));
  }

  @Test
  void a_credential_that_was_made_is_handed_out() {
    Decision decision = issue(DONE);

    assertEquals(List.of("LeaseIssued"), events(decision));
    Response response = decision.response();
    assertEquals(3600, response.lease().durationSeconds());
    assertTrue(response.lease().renewable());
    String password = text(part(response, "password"));
    assertTrue(password.matches("[A-Za-z0-9-]{20}"));
    assertEquals(lease(decision).userName(), part(response, "username"));
  }

  @Test
  void a_ttl_beyond_the_maximum_is_capped_with_a_warning() {
    mount.write("roles/app", Map.of("default_ttl", "48h"));

    Response response = issue(DONE).response();

    assertEquals(86400, response.lease().durationSeconds());
    assertEquals(
        List.of(
            "TTL of \"48h\" exceeded the effective max_ttl of \"24h\"; TTL value is capped"
                + " accordingly"),
        response.warnings());
  }

  @Test
  void a_credential_that_was_refused_is_aborted_and_the_client_told_why() {
    Decision decision = issue(REFUSED);

    assertEquals(List.of("IntentAborted"), events(decision));
    assertEquals(
        "failed to execute query: ERROR: syntax error at or near \"bogus\" (SQLSTATE 42601)",
        refusal(decision));
    assertEquals(0, Leases.count(mount.head));
  }

  @Test
  void a_credential_of_unknown_outcome_is_revoked_for_a_day() {
    Decision decision = issue(UNKNOWN);

    LeaseEvent.RevocationStarted started =
        assertInstanceOf(LeaseEvent.RevocationStarted.class, decision.events().getFirst());
    assertEquals(DatabaseMount.NOW.plus(Duration.ofDays(1)), started.settleUntil());
    assertNotNull(refusal(decision));
    assertEquals(1, Leases.count(mount.head, LeaseState.REVOKING));
  }

  @Test
  void a_credential_that_was_made_after_its_intent_was_given_up_is_taken_up_to_be_revoked() {
    Handler.Planned planned = mount.plan(Operation.READ, "creds/app", Map.of());
    mount.replay(planned.intent());
    String id = ((LeaseEvent.CredentialIntended) planned.intent().events().getFirst()).lease().id();
    mount.replay(
        Decision.of(
            Response.nothing(),
            new LeaseEvent.RevocationStarted(id, "swept", DatabaseMount.NOW, DatabaseMount.NOW)));
    mount.replay(Decision.of(Response.nothing(), new LeaseEvent.LeaseRevoked(id)));

    Decision settled = mount.settle(planned, Operation.READ, "creds/app", Map.of(), DONE);

    assertEquals(
        List.of("CredentialIntended", "CredentialPinned", "RevocationStarted"), events(settled));
    assertNotNull(settled.refusal());
    assertNotNull(
        mount.engine.revocation(
            ((LeaseEvent.CredentialIntended) settled.events().getFirst()).lease(), mount.head));
  }

  @Test
  void a_lease_is_revoked_where_it_was_issued_whatever_becomes_of_role_and_connection() {
    Lease lease = issued();
    mount.perform(Operation.DELETE, "roles/app", Map.of(), DONE);
    Map<String, Object> moved = connection("elsewhere");
    moved.put("connection_url", "postgresql://{{username}}:{{password}}@other/app");
    mount.write("config/pg", moved);
    mount.perform(Operation.DELETE, "config/pg", Map.of(), DONE);

    DatabaseEffect.DropUser drop = revocation(lease);

    assertEquals("db", drop.database().host());
    assertEquals("first", password(drop.database()));
    assertEquals(lease.userName(), drop.userName());
    assertEquals(List.of(), drop.statements());
  }

  @Test
  void a_lease_is_revoked_with_the_password_that_works_today() {
    Lease lease = issued();
    mount.write("config/pg", connection("changed by hand"));

    assertEquals("changed by hand", password(revocation(lease).database()));
  }

  @Test
  void revocation_statements_are_those_of_the_time_of_issue() {
    mount.write("roles/app", Map.of("revocation_statements", List.of("DROP ROLE {{name}}")));
    Lease lease = issued();
    mount.write("roles/app", Map.of("revocation_statements", List.of("SELECT 1")));

    assertEquals(
        List.of(new Statement("DROP ROLE \"" + lease.userName() + "\"")),
        revocation(lease).statements());
  }

  @Test
  void a_renewal_moves_the_end_of_the_user() {
    Lease lease = issued();

    DatabaseEffect.ChangeUser run =
        assertInstanceOf(
            DatabaseEffect.ChangeUser.class,
            mount.engine.renewal(lease, DatabaseMount.NOW.plus(Duration.ofHours(2)), mount.head));

    assertEquals(
        List.of(
            new Statement(
                "ALTER ROLE \"" + lease.userName() + "\" VALID UNTIL '2026-11-22 12:00:05+0000'")),
        run.statements());
  }

  @Test
  void a_rotated_root_password_serves_leases_that_were_issued_before() {
    Lease lease = issued();
    Handler.Planned planned = mount.plan(Operation.UPDATE, "rotate-root/pg", Map.of());
    mount.replay(planned.intent());
    Decision settled = mount.settle(planned, Operation.UPDATE, "rotate-root/pg", Map.of(), DONE);
    Map<String, Object> moved = connection("elsewhere");
    moved.put("connection_url", "postgresql://{{username}}:{{password}}@other/app");
    mount.write("config/pg", moved);

    assertEquals(List.of("RootRotationIntended"), events(planned.intent()));
    DatabaseEffect.ChangeUser run =
        assertInstanceOf(DatabaseEffect.ChangeUser.class, planned.effect());
    String statement = run.statements().getFirst().text();
    assertTrue(statement.startsWith("ALTER ROLE \"root user\" WITH PASSWORD '"));
    assertEquals("first", password(run.database()));
    assertEquals(List.of("RootRotated"), events(settled));
    assertEquals(1, settled.destroys().size());
    assertTrue(statement.contains(password(revocation(lease).database())));
  }

  @Test
  void a_password_that_was_replaced_is_destroyed_with_the_last_lease_that_needs_it() {
    PayloadName old = Objects.requireNonNull(Databases.current(mount.head, UUID, "pg")).password();
    List<Event> one = List.of(new LeaseEvent.LeaseRevoked(issued().id()));
    List<Event> two = List.of(one.getFirst(), new LeaseEvent.LeaseRevoked(issued().id()));
    Map<String, Object> moved = connection("elsewhere");
    moved.put("connection_url", "postgresql://{{username}}:{{password}}@other/app");
    mount.write("config/pg", moved);

    assertEquals(List.of(), Released.by(mount.head, one));
    assertEquals(List.of(old), Released.by(mount.head, two));
  }

  @Test
  void a_refused_rotation_is_undone() {
    Decision settled = mount.perform(Operation.UPDATE, "rotate-root/pg", Map.of(), REFUSED);

    assertEquals(List.of("RootRotationAborted"), events(settled));
    assertEquals(1, settled.destroys().size());
    assertTrue(
        Objects.requireNonNull(refusal(settled))
            .startsWith("failed to update user: 1 error occurred:\n\t* failed to execute query: "));
    assertEquals("first", password(verified()));
  }

  private DatabaseTarget verified() {
    DatabaseEffect.Reset reset =
        assertInstanceOf(
            DatabaseEffect.Reset.class,
            mount.plan(Operation.UPDATE, "reset/pg", Map.of()).effect());
    return reset.database();
  }

  @Test
  void a_rotation_of_unknown_outcome_keeps_both_passwords() {
    Lease lease = issued();
    Decision settled = mount.perform(Operation.UPDATE, "rotate-root/pg", Map.of(), UNKNOWN);

    assertEquals(List.of("RootRotationFailed"), events(settled));
    assertEquals("failed to update user: the outcome is unknown: no answer", refusal(settled));
    assertNotNull(Databases.rotation(mount.head, UUID, "pg"));
    assertEquals("first", password(revocation(lease).database()));
    mount.replay(
        Decision.of(
            Response.nothing(),
            new LeaseEvent.RevocationStarted(
                lease.id(), "expired", DatabaseMount.NOW, DatabaseMount.NOW),
            new LeaseEvent.RevocationFailed(
                lease.id(), 1, "28P01", "wrong password", DatabaseMount.NOW)));
    assertNotEquals("first", password(revocation(lease).database()));
  }

  @Test
  void a_role_keeps_what_a_write_does_not_name() {
    mount.write("roles/app", Map.of("revocation_statements", List.of("", "a")));

    assertEquals(
        Map.of(
            "creation_statements",
            List.of(CREATION),
            "credential_type",
            "password",
            "db_name",
            "pg",
            "default_ttl",
            3600L,
            "max_ttl",
            86400L,
            "renew_statements",
            List.of(),
            "revocation_statements",
            List.of("a"),
            "rollback_statements",
            List.of()),
        mount.read(Operation.READ, "roles/app").data());
  }

  @Test
  void what_was_deleted_is_found_no_more_and_can_be_deleted_again() {
    mount.perform(Operation.DELETE, "roles/app", Map.of(), DONE);
    Decision again = mount.perform(Operation.DELETE, "roles/app", Map.of(), DONE);
    mount.perform(Operation.DELETE, "config/pg", Map.of(), DONE);

    assertEquals(List.of(), again.events());
    for (String path : List.of("roles/app", "config/pg")) {
      Refusal refusal = assertThrows(Refusal.class, () -> mount.read(Operation.READ, path));
      assertEquals(Refusal.Kind.NOT_FOUND, refusal.kind());
    }
    assertThrows(Refusal.class, () -> mount.read(Operation.LIST, "roles/"));
  }

  @Test
  void a_password_event_names_only_the_payload() {
    Decision written = mount.write("config/pg", connection("second"));

    DatabaseEvent.ConnectionConfigured configured =
        (DatabaseEvent.ConnectionConfigured) written.events().getFirst();
    assertEquals(written.brings().getFirst().name(), configured.password());
    assertEquals(2, configured.version());
  }
}
