package dev.leasehold.verticles.outbound.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.outbound.AddressPolicy;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DropUsers;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.PoolLimits;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresDropTest {
  private static final Outcome DONE = new Outcome.Done();

  private OutboundRoom outbound;

  @BeforeAll
  void startServers() throws IOException, SQLException {
    outbound = new OutboundRoom(AddressPolicy.OPEN, PoolLimits.DEFAULT);
    outbound.execute(
        """
        CREATE TABLE things (id serial);
        CREATE SCHEMA "odd ""schema";
        CREATE TABLE "odd ""schema".more (id int, name text);
        CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT 2 * $1';
        """);
  }

  @AfterAll
  void stopServers() throws IOException {
    outbound.close();
  }

  @Test
  void a_user_that_is_not_there_is_dropped_already() {
    assertEquals(DONE, outbound.drop("ghost"));
  }

  @Test
  void a_user_without_grants_is_dropped() throws SQLException {
    outbound.execute("CREATE ROLE plain LOGIN");

    assertEquals(DONE, outbound.drop("plain"));
    assertFalse(outbound.hasUser("plain"));
  }

  @Test
  void what_was_granted_is_revoked_before() throws SQLException {
    outbound.execute(
        """
        CREATE ROLE granted LOGIN PASSWORD 'p';
        GRANT ALL ON ALL TABLES IN SCHEMA public TO granted;
        GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO granted;
        GRANT USAGE ON SCHEMA "odd ""schema" TO granted;
        GRANT SELECT (name) ON "odd ""schema".more TO granted;
        GRANT EXECUTE ON FUNCTION twice TO granted;
        GRANT CONNECT ON DATABASE postgres TO granted;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO granted;
        ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO granted;
        """);

    assertEquals(DONE, outbound.drop("granted"));
    assertFalse(outbound.hasUser("granted"));
  }

  @Test
  void a_user_that_owns_something_stays_but_is_locked_out() throws SQLException {
    outbound.execute("CREATE ROLE owner LOGIN PASSWORD 'p'; CREATE TABLE own (id int);");
    outbound.execute("ALTER TABLE own OWNER TO owner");

    Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, outbound.drop("owner"));

    assertEquals("2BP01", refused.errorClass());
    assertTrue(outbound.hasUser("owner"));
    assertEquals("1", outbound.one("SELECT count(*) FROM pg_class WHERE relname = 'own'"));
    assertThrows(SQLException.class, () -> outbound.open("owner", "p").close());
  }

  @Test
  void a_name_with_quotes_drops_no_one_else() throws SQLException {
    String name = "x\"; DROP ROLE bystander; --' \\";
    outbound.execute("CREATE ROLE bystander");
    outbound.execute("CREATE ROLE " + Quoted.identifier(name));
    outbound.execute("GRANT SELECT ON things TO " + Quoted.identifier(name));

    assertEquals(DONE, outbound.drop(name));
    assertFalse(outbound.hasUser(name));
    assertTrue(outbound.hasUser("bystander"));
  }

  @Test
  void the_roles_own_statements_are_run_where_there_is_such_a_user() throws SQLException {
    outbound.execute("CREATE ROLE told LOGIN");

    assertEquals(DONE, outbound.drop("told", "ALTER ROLE told NOLOGIN", "DROP ROLE told"));
    assertEquals(DONE, outbound.drop("told", "DROP ROLE told"));
    assertFalse(outbound.hasUser("told"));
  }

  @Test
  void the_roles_own_statements_are_all_or_nothing() throws SQLException {
    outbound.execute("CREATE ROLE partly LOGIN");

    Outcome.Refused refused =
        assertInstanceOf(
            Outcome.Refused.class, outbound.drop("partly", "DROP ROLE partly", "SELECT 1 / 0"));

    assertEquals("22012", refused.errorClass());
    assertTrue(outbound.hasUser("partly"));
    assertEquals(DONE, outbound.drop("partly"));
  }

  @Test
  void users_dropped_together_are_gone_with_what_was_granted_to_them() throws SQLException {
    outbound.execute(
        """
        CREATE ROLE one LOGIN;
        CREATE ROLE "two "" of" LOGIN;
        CREATE ROLE three LOGIN;
        GRANT SELECT ON things TO one, "two "" of";
        GRANT USAGE ON SCHEMA "odd ""schema" TO one, three;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO one, three;
        """);

    assertEquals(
        List.of(DONE, DONE, DONE, DONE), outbound.dropAll("one", "ghost", "two \" of", "three"));
    for (String user : List.of("one", "two \" of", "three")) {
      assertFalse(outbound.hasUser(user), user);
    }
  }

  @Test
  void one_that_cannot_be_dropped_holds_up_no_other() throws SQLException {
    outbound.execute(
        """
        CREATE ROLE before LOGIN;
        CREATE ROLE owning LOGIN PASSWORD 'p';
        CREATE ROLE after LOGIN;
        CREATE TABLE owned (id int);
        ALTER TABLE owned OWNER TO owning;
        GRANT SELECT ON things TO before;
        """);

    List<Outcome> outcomes = outbound.dropAll("before", "owning", "after");

    assertEquals(List.of(DONE, DONE), List.of(outcomes.get(0), outcomes.get(2)));
    Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, outcomes.get(1));
    assertEquals("2BP01", refused.errorClass());
    assertFalse(outbound.hasUser("before"));
    assertFalse(outbound.hasUser("after"));
    assertTrue(outbound.hasUser("owning"));
    assertThrows(SQLException.class, () -> outbound.open("owning", "p").close());
  }

  @Test
  void those_with_statements_of_their_own_are_dropped_as_these_say() throws SQLException {
    outbound.execute("CREATE ROLE usual; CREATE ROLE usual2; CREATE ROLE special; CREATE ROLE bad");

    List<Outcome> outcomes =
        outbound.dropAll(
            List.of(
                outbound.dropping("special", "ALTER ROLE special RENAME TO retired"),
                outbound.dropping("usual"),
                outbound.dropping("bad", "SELECT 1 / 0"),
                outbound.dropping("usual2")));

    assertEquals(
        List.of(DONE, DONE, DONE), List.of(outcomes.get(0), outcomes.get(1), outcomes.get(3)));
    assertEquals("22012", assertInstanceOf(Outcome.Refused.class, outcomes.get(2)).errorClass());
    assertTrue(outbound.hasUser("retired"));
    assertTrue(outbound.hasUser("bad"));
    assertFalse(outbound.hasUser("usual"));
  }

  @Test
  void a_server_that_is_not_reached_is_one_outcome_for_all() {
    Outcome first = outbound.dropAll(1, "one", "two").getFirst();

    assertEquals("unreachable", assertInstanceOf(Outcome.Refused.class, first).errorClass());
    assertEquals(List.of(first, first), outbound.dropAll(1, "one", "two"));
  }

  @Test
  void users_of_two_databases_are_not_dropped_together() {
    DatabaseEffect.DropUser here = outbound.dropping("one");
    DatabaseEffect.DropUser there =
        new DatabaseEffect.DropUser(
            outbound.target(1, 0), OutboundRoom.BULKHEAD, "one", List.of(), OutboundRoom.PATIENCE);

    assertThrows(IllegalArgumentException.class, () -> new DropUsers(List.of(here, there)));
  }
}
