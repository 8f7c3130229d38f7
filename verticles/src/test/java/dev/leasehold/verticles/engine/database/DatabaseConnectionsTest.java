package dev.leasehold.verticles.engine.database;

import static dev.leasehold.verticles.engine.database.DatabaseMount.UUID;
import static dev.leasehold.verticles.engine.database.DatabaseMount.connection;
import static dev.leasehold.verticles.engine.database.DatabaseMount.refusal;
import static dev.leasehold.verticles.engine.database.DatabaseMount.role;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.projections.database.ConnectionVersion;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.JsonNumber;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseConnectionsTest {
  private static final Reveal TO_COMPARE = Reveal.because("a test looks whether it is right");

  private static final Outcome DONE = new Outcome.Done();

  private DatabaseMount mount;

  @BeforeEach
  void configure() {
    mount = new DatabaseMount();
    mount.write("config/pg", connection("first"));
    mount.write("roles/app", role());
  }

  private static String password(DatabaseTarget target) {
    return target.password().revealUtf8(TO_COMPARE);
  }

  @Test
  void a_connection_is_read_back_as_vault_shows_it() {
    Response response = mount.read(Operation.READ, "config/pg");

    assertEquals(
        Map.of(
            "allowed_roles",
            List.of("app", "other*"),
            "connection_details",
            Map.of(
                "connection_url",
                "postgresql://{{username}}:{{password}}@db:5432/app?sslmode=disable",
                "username",
                "root user"),
            "password_policy",
            "",
            "plugin_name",
            "postgresql-database-plugin",
            "plugin_version",
            "",
            "root_credentials_rotate_statements",
            List.of()),
        response.data());
  }

  @Test
  void settings_of_any_type_are_kept_as_they_were_sent() {
    Map<String, Object> more = new HashMap<>();
    more.put("max_open_connections", new JsonNumber("7"));
    more.put("odd", Map.of("a", List.of("b")));
    more.put("none", null);
    mount.write("config/pg", more);

    Map<?, ?> details =
        (Map<?, ?>) part(mount.read(Operation.READ, "config/pg"), "connection_details");

    assertEquals(new JsonNumber("7"), details.get("max_open_connections"));
    assertEquals(Map.of("a", List.of("b")), details.get("odd"));
    assertTrue(details.containsKey("none"));
  }

  @Test
  void no_event_holds_a_password() {
    Decision written = mount.write("config/other", connection("sesame-open"));
    Handler.Planned planned = mount.plan(Operation.READ, "creds/app", Map.of());

    assertFalse(written.events().toString().contains("sesame-open"));
    DatabaseEffect.CreateUser run =
        assertInstanceOf(DatabaseEffect.CreateUser.class, planned.effect());
    String statement = run.statements().getFirst().text();
    int from = statement.indexOf("PASSWORD '") + "PASSWORD '".length();
    String made = statement.substring(from, from + GeneratedPassword.LENGTH);
    assertFalse(planned.intent().events().toString().contains(made));
  }

  @Test
  void a_password_in_the_url_is_taken_out_of_it() {
    Map<String, Object> data = connection("unused");
    data.put("connection_url", "postgresql://me:open%20sesame@db/app");
    data.put("zebra", "1");

    Handler.Planned planned = mount.plan(Operation.UPDATE, "config/inline", data);
    Decision decision = mount.settle(planned, Operation.UPDATE, "config/inline", data, DONE);

    DatabaseEffect.Verify verify = assertInstanceOf(DatabaseEffect.Verify.class, planned.effect());
    assertEquals("open sesame", password(verify.database()));
    assertEquals("me", verify.database().userName());
    assertFalse(decision.events().toString().contains("sesame"));
    assertTrue(decision.events().toString().contains("postgresql://me:xxxxx@db/app"));
    assertEquals(
        List.of(
            "Password found in connection_url, use a templated url to enable root rotation and"
                + " prevent read access to password information.",
            "Endpoint ignored these unrecognized parameters: [connection_url password username"
                + " zebra]"),
        decision.response().warnings());
  }

  @Test
  void a_connection_that_cannot_be_verified_is_not_written() {
    Refusal refusal =
        assertThrows(
            Refusal.class,
            () ->
                mount.perform(
                    Operation.UPDATE,
                    "config/new",
                    connection("x"),
                    new Outcome.Refused("unreachable", "connection refused")));

    assertEquals(
        "error creating database object: error verifying connection: failed to connect to `host=db"
            + " user=root user database=app`: dial error (dial tcp db:5432: connect:"
            + " connection refused)",
        refusal.errors().getFirst());
    assertNull(Databases.current(mount.head, UUID, "new"));
  }

  @Test
  void a_stored_password_is_never_shown_to_another_server() {
    Map<String, Object> moved =
        Map.of("connection_url", "postgresql://{{username}}:{{password}}@evil/app?sslmode=disable");

    Refusal refusal =
        assertThrows(Refusal.class, () -> mount.plan(Operation.UPDATE, "config/pg", moved));

    assertTrue(refusal.errors().getFirst().contains("password is required"));
  }

  @Test
  void a_new_password_destroys_the_old_one_unless_leases_need_it() {
    String old = passwordName();
    Decision replaced = mount.write("config/pg", connection("second"));
    String second = passwordName();
    mount.perform(Operation.READ, "creds/app", Map.of(), DONE);
    Decision whileLeased = mount.write("config/pg", connection("third"));

    assertEquals(old, replaced.destroys().getFirst().hex());
    assertNotEquals(old, second);
    assertEquals(List.of(), whileLeased.destroys());
  }

  private String passwordName() {
    ConnectionVersion current = Objects.requireNonNull(Databases.current(mount.head, UUID, "pg"));
    return Objects.requireNonNull(current.password()).hex();
  }

  private static Object part(Response response, String name) {
    return Objects.requireNonNull(Objects.requireNonNull(response.data()).get(name));
  }
}
