package dev.leasehold.verticles.outbound.postgres;

import static dev.leasehold.verticles.outbound.postgres.OutboundRoom.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.outbound.AddressPolicy;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.PoolLimits;
import io.vertx.core.Future;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresOutboundTest {
  private static final Outcome DONE = new Outcome.Done();

  private static final String MARKING =
      """
      DO $$
      DECLARE each regprocedure;
      BEGIN
        FOR each IN SELECT oid FROM pg_proc WHERE proname = 'pg_logical_emit_message' LOOP
          EXECUTE '%s EXECUTE ON FUNCTION ' || each || ' %s PUBLIC';
        END LOOP;
      END $$
      """;

  private OutboundRoom outbound;

  @BeforeAll
  void startServers() throws IOException {
    outbound = new OutboundRoom(AddressPolicy.OPEN, PoolLimits.DEFAULT);
    assertEquals(DONE, outbound.run("CREATE TABLE things (id int)"));
  }

  @AfterAll
  void stopServers() throws IOException {
    outbound.close();
  }

  private DatabaseTarget targetAs(String userName) {
    DatabaseTarget target = outbound.target();
    return new DatabaseTarget(
        target.plugin(),
        target.host(),
        target.port(),
        target.database(),
        userName,
        target.password(),
        1,
        target.settings(),
        null,
        null);
  }

  @Test
  void statements_are_run_in_order_and_kept() throws SQLException {
    Outcome outcome =
        outbound.run("CREATE ROLE first LOGIN PASSWORD 'one'", "GRANT SELECT ON things TO first");

    assertEquals(DONE, outcome);
    assertTrue(outbound.hasUser("first"));
  }

  @Test
  void grants_on_one_table_at_once_are_all_made() throws SQLException {
    List<Future<Outcome>> all = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      all.add(
          outbound.room.perform(
              OutboundRoom.create(
                  outbound.target(), "CREATE ROLE g" + i, "GRANT SELECT ON things TO g" + i)));
    }

    for (int i = 0; i < all.size(); i++) {
      assertEquals(DONE, await(all.get(i)));
      assertTrue(outbound.hasUser("g" + i));
    }
  }

  @Test
  void a_statement_that_nobody_can_read_is_refused_for_certain() {
    assertEquals(
        new Outcome.Refused("42601", "ERROR: syntax error at or near \"bogus\" (SQLSTATE 42601)"),
        outbound.run("CREATE ROLE unread", "bogus"));
  }

  @Test
  void a_second_statement_that_fails_leaves_nothing_of_the_first() throws SQLException {
    Outcome outcome = outbound.run("CREATE ROLE half", "GRANT SELECT ON nowhere TO half");

    assertEquals(
        new Outcome.Refused("42P01", "ERROR: relation \"nowhere\" does not exist (SQLSTATE 42P01)"),
        outcome);
    assertFalse(outbound.hasUser("half"));
  }

  @Test
  void nothing_is_kept_where_the_deadline_passes_by_the_targets_clock_on_the_way()
      throws SQLException {
    Instant soon = Instant.now().plusMillis(300);
    DatabaseEffect paused =
        OutboundRoom.effect(
            outbound.target(),
            soon,
            OutboundRoom.PATIENCE,
            "CREATE ROLE paused",
            "SELECT pg_sleep(1)");

    assertEquals(
        new Outcome.Refused("deadline", "the deadline has passed by the database's clock"),
        await(outbound.room.perform(paused)));
    assertFalse(outbound.hasUser("paused"));
  }

  @Test
  void a_statement_that_takes_too_long_is_cut_off_and_leaves_nothing() throws SQLException {
    DatabaseEffect slow =
        OutboundRoom.effect(
            outbound.target(),
            null,
            Duration.ofMillis(500),
            "CREATE ROLE slow",
            "SELECT pg_sleep(30)");

    assertInstanceOf(Outcome.Refused.class, await(outbound.room.perform(slow)));
    assertFalse(outbound.hasUser("slow"));
  }

  @Test
  void a_wrong_password_is_refused_in_the_servers_words() throws SQLException {
    outbound.execute("CREATE ROLE nobody NOLOGIN");
    DatabaseTarget bad = targetAs("nobody");

    Outcome outcome =
        await(outbound.room.perform(new DatabaseEffect.Verify(bad, "m/c", OutboundRoom.PATIENCE)));

    assertEquals(
        new Outcome.Refused(
            "28000", "FATAL: role \"nobody\" is not permitted to log in (SQLSTATE 28000)"),
        outcome);
  }

  @Test
  void an_error_never_repeats_what_a_statement_quotes() {
    Outcome outcome = outbound.run("SELECT 'correct horse'::int");

    assertEquals(
        new Outcome.Refused(
            "22P02",
            "ERROR: invalid input syntax for type integer: \"[password]\" (SQLSTATE 22P02)"),
        outcome);
  }

  @Test
  void a_statement_that_commits_on_its_own_makes_a_later_failure_unknown() throws SQLException {
    Outcome outcome = outbound.run("CREATE ROLE kept", "COMMIT", "SELECT 1 / 0");

    assertInstanceOf(Outcome.Unknown.class, outcome);
    assertTrue(outbound.hasUser("kept"));
  }

  @Test
  void a_commit_that_fails_is_unknown_and_leaves_nothing() throws SQLException {
    outbound.execute("CREATE TABLE parents (id int PRIMARY KEY)");
    outbound.execute(
        "CREATE TABLE children (id int REFERENCES parents DEFERRABLE INITIALLY DEFERRED)");

    Outcome outcome = outbound.run("CREATE ROLE childless", "INSERT INTO children VALUES (1)");

    assertInstanceOf(Outcome.Unknown.class, outcome);
    assertFalse(outbound.hasUser("childless"));
    assertEquals(DONE, outbound.run("SELECT 1"));
  }

  @Test
  void users_are_made_where_nobody_may_write_to_the_servers_log() throws SQLException {
    outbound.execute("CREATE ROLE operator LOGIN CREATEROLE PASSWORD 'postgres'");
    DatabaseTarget hardened = targetAs("operator");
    outbound.execute(MARKING.formatted("REVOKE", "FROM"));
    try {
      assertEquals(
          DONE,
          await(outbound.room.perform(OutboundRoom.create(hardened, "CREATE ROLE unmarked"))));
    } finally {
      outbound.execute(MARKING.formatted("GRANT", "TO"));
    }
    assertTrue(outbound.hasUser("unmarked"));
  }

  @Test
  void a_connection_that_the_server_ends_leaves_nothing_and_is_unknown() throws SQLException {
    Outcome outcome =
        outbound.run("CREATE ROLE cut", "SELECT pg_terminate_backend(pg_backend_pid())");

    assertInstanceOf(Outcome.Unknown.class, outcome);
    assertFalse(outbound.hasUser("cut"));
    assertEquals(DONE, outbound.run("SELECT 1"));
  }

  @Test
  void what_was_under_way_when_the_server_was_killed_is_unknown() throws IOException {
    try (OutboundRoom doomed = new OutboundRoom(AddressPolicy.OPEN, PoolLimits.DEFAULT)) {
      DatabaseTarget target = doomed.target();
      DatabaseEffect slow =
          OutboundRoom.effect(
              target, null, OutboundRoom.PATIENCE, "CREATE ROLE early", "SELECT pg_sleep(8)");
      Future<Outcome> underWay = doomed.room.perform(slow);
      assertEquals(DONE, doomed.run("SELECT 1"));
      doomed.stopServer();

      assertInstanceOf(Outcome.Unknown.class, await(underWay));
      Outcome.Refused after = assertInstanceOf(Outcome.Refused.class, doomed.run("SELECT 1"));
      assertTrue(
          after.errorClass().equals("unreachable") || after.errorClass().equals("connection_lost"),
          after.errorClass());
    }
  }
}
