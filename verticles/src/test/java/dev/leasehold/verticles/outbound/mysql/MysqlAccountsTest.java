package dev.leasehold.verticles.outbound.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.AddressPolicy;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.OutboundVerticle;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.PoolLimits;
import dev.leasehold.verticles.outbound.Statement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What is special to MySQL beside the contract: accounts for several hosts, modes of the server,
/// administrators who may not look, and TLS.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlAccountsTest {
  private static final Outcome DONE = new Outcome.Done();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private RealMariaDb server;
  private OutboundVerticle room;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = new RealMariaDb(folder, "--sql-mode=ANSI_QUOTES,NO_BACKSLASH_ESCAPES");
    room =
        new OutboundVerticle(
            List.of(server.adapter()),
            InstantSource.system(),
            AddressPolicy.OPEN,
            PoolLimits.DEFAULT);
    await(vertx.deployVerticle(room));
  }

  @AfterAll
  void stop() throws Exception {
    await(vertx.close());
    server.close();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private Outcome perform(DatabaseEffect effect) throws Exception {
    return await(room.perform(effect));
  }

  private Outcome drop(DatabaseTarget target, String user, String... statements) throws Exception {
    return perform(
        new DatabaseEffect.DropUser(target, "m/c", user, statements(statements), PATIENCE));
  }

  private Outcome create(String user, String... statements) throws Exception {
    return perform(
        new DatabaseEffect.CreateUser(
            server.target(),
            "m/c",
            user,
            statements(statements),
            List.of(),
            Instant.now().plusSeconds(30),
            PATIENCE));
  }

  private static List<Statement> statements(String... texts) {
    return Stream.of(texts).map(Statement::new).toList();
  }

  private Outcome verify(DatabaseTarget target) throws Exception {
    return perform(new DatabaseEffect.Verify(target, "m/c", PATIENCE));
  }

  @Test
  void all_accounts_of_a_user_are_dropped_wherever_it_may_come_from() throws Exception {
    server.byHand(
        statements(
            "CREATE USER 'many'@'%', 'many'@'localhost', 'many'@'10.0.0.0/255.0.0.0'",
            "CREATE USER 'many2'@'localhost'"));

    assertEquals(DONE, drop(server.target(), "many"));

    assertFalse(server.hasUser("many"));
    assertTrue(server.hasUser("many2"));
  }

  @Test
  void a_first_statement_that_made_half_of_a_user_is_not_told_as_refused() throws Exception {
    server.byHand(statements("CREATE USER 'halved'@'localhost'"));

    Outcome outcome = create("halved", "CREATE USER 'halved'@'%', 'halved'@'localhost'");

    assertInstanceOf(Outcome.Unknown.class, outcome);
    assertEquals(DONE, drop(server.target(), "halved"));
    assertFalse(server.hasUser("halved"));
  }

  @Test
  void accounts_of_any_host_are_undone() throws Exception {
    Outcome outcome =
        create(
            "elsewhere",
            "CREATE USER 'elsewhere'@'10.1.1.1'",
            "CREATE USER 'elsewhere'@'localhost'",
            "GRANT SELEKT ON *.* TO 'elsewhere'@'localhost'");

    assertEquals("1064", assertInstanceOf(Outcome.Refused.class, outcome).errorClass());
    assertFalse(server.hasUser("elsewhere"));
  }

  @Test
  void what_cannot_be_undone_is_unknown() throws Exception {
    Outcome outcome =
        perform(
            new DatabaseEffect.CreateUser(
                server.target(),
                "m/c",
                "stuck",
                statements("CREATE USER 'stuck'@'%'", "GRANT SELEKT"),
                statements("DROP USER 'nobody-at-all'@'%'"),
                Instant.now().plusSeconds(30),
                PATIENCE));

    assertInstanceOf(Outcome.Unknown.class, outcome);
    assertEquals(DONE, drop(server.target(), "stuck"));
  }

  @Test
  void an_administrator_who_may_not_look_drops_what_every_host_may_use() throws Exception {
    server.byHand(
        statements(
            "CREATE USER 'blind'@'%' IDENTIFIED BY 'blind-Password-1'",
            "GRANT CREATE USER ON *.* TO 'blind'@'%'", "CREATE USER 'seen'@'%'"));
    DatabaseTarget as = server.target();
    DatabaseTarget blind =
        new DatabaseTarget(
            as.plugin(),
            as.host(),
            as.port(),
            "",
            "blind",
            SecretBytes.ofUtf8("blind-Password-1"),
            1,
            Map.of(),
            null,
            null);

    assertEquals(DONE, drop(blind, "seen"));
    assertFalse(server.hasUser("seen"));
    assertEquals(DONE, drop(blind, "seen"));
    assertEquals(DONE, drop(blind, "seen", "DROP USER 'seen'@'%'"));
  }

  @Test
  void quoting_holds_whatever_mode_the_server_is_in() throws Exception {
    String hostile = "x\\'; DROP USER 'kept'@'%'; -- ";
    server.byHand(statements("CREATE USER 'kept'@'%'"));

    assertEquals(DONE, drop(server.target(), hostile));
    assertEquals(
        DONE,
        create("quoted", "CREATE USER 'quoted'@'%' IDENTIFIED BY " + MysqlQuoted.literal(hostile)));

    assertTrue(server.hasUser("kept"));
    server.logIn("quoted", hostile).close();
  }

  @Test
  void a_row_that_begins_with_null_ends_no_connection() throws Exception {
    assertEquals(DONE, create("nulls", "CREATE USER 'nulls'@'%'", "SELECT NULL, 1"));
    assertEquals(DONE, drop(server.target(), "nulls"));
  }

  @Test
  void one_statement_at_a_time_is_all_that_the_server_takes() throws Exception {
    Outcome outcome = create("several", "CREATE USER 'several'@'%'; DROP USER 'several'@'%'");

    assertInstanceOf(Outcome.Refused.class, outcome);
    assertFalse(server.hasUser("several"));
  }

  @Test
  void a_connection_is_made_over_tls_that_is_verified() throws Exception {
    assertEquals(DONE, verify(server.target(Map.of(), server.certificate())));
    assertEquals(DONE, verify(server.target(Map.of("tls", "skip-verify"), null)));
    assertEquals(DONE, verify(server.target(Map.of("tls", "preferred"), null)));
    assertEquals(
        "tls",
        assertInstanceOf(
                Outcome.Refused.class,
                verify(server.target(Map.of("tls_server_name", "elsewhere"), server.certificate())))
            .errorClass());
  }

  @Test
  void a_cut_off_literal_is_not_told() throws Exception {
    String secret = "a-secret-that-is-long-enough-to-be-cut-off-".repeat(4);

    Outcome outcome = create("cut", "CREATE USIR 'cut'@'%' IDENTIFIED BY '" + secret + "'");

    String error = assertInstanceOf(Outcome.Refused.class, outcome).error();
    assertFalse(error.contains("a-secret"), error);
  }
}
