package dev.leasehold.verticles.outbound.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.AddressPolicy;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.OutboundVerticle;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.PoolLimits;
import dev.leasehold.verticles.outbound.Statement;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What a connection can do whose user is no superuser, and how one is held to be good.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CassandraPermissionsTest {
  private static final Outcome DONE = new Outcome.Done();
  private static final String PASSWORD = "open-Sesame-77";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String BULKHEAD = "mount/connection";

  private final Vertx vertx = Vertx.vertx();
  private RealCassandra server;
  private OutboundVerticle room;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    assumeTrue(CassandraProcess.isThere(), CassandraProcess.ABSENT);
    server = new RealCassandra(folder);
    room =
        new OutboundVerticle(
            List.of(server.adapter()),
            InstantSource.system(),
            AddressPolicy.OPEN,
            PoolLimits.DEFAULT);
    vertx.deployVerticle(room).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    server.byHand(server.creation("maker", PASSWORD));
    server.byHand(List.of(new Statement("GRANT CREATE ON ALL ROLES TO 'maker'")));
    server.byHand(server.creation("plain", PASSWORD));
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    if (server != null) {
      server.close();
    }
  }

  private DatabaseTarget as(String user) {
    DatabaseTarget target = server.target(Map.of());
    return new DatabaseTarget(
        target.plugin(),
        target.host(),
        target.port(),
        "",
        user,
        SecretBytes.ofUtf8(PASSWORD),
        0,
        target.settings(),
        null,
        null);
  }

  private Outcome act(DatabaseEffect effect) throws Exception {
    return room.perform(effect).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private Outcome verify(DatabaseTarget target) throws Exception {
    return act(new DatabaseEffect.Verify(target, BULKHEAD, PATIENCE));
  }

  private Outcome create(String user, List<Statement> statements) throws Exception {
    return act(
        new DatabaseEffect.CreateUser(
            as("maker"),
            BULKHEAD,
            user,
            statements,
            List.of(),
            Instant.now().plusSeconds(45),
            PATIENCE));
  }

  @Test
  void who_may_make_roles_is_good_enough() throws Exception {
    assertEquals(DONE, verify(server.target(Map.of())));
    assertEquals(DONE, verify(as("maker")));
  }

  @Test
  void who_may_not_make_roles_is_refused_in_vaults_words() throws Exception {
    Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, verify(as("plain")));

    assertEquals(CqlError.UNAUTHORIZED, refused.errorClass());
    assertTrue(
        refused.error().startsWith("No role create permissions found, previous error: "),
        refused.error());
  }

  @Test
  void a_user_is_made_and_dropped_without_seeing_the_table_of_roles() throws Exception {
    List<Statement> one = List.of(server.creation("made", PASSWORD).getFirst());

    assertEquals(DONE, create("made", one));

    server.logIn("made", PASSWORD).close();
    assertEquals(
        DONE,
        act(
            new DatabaseEffect.ChangeUser(
                as("maker"),
                BULKHEAD,
                "made",
                server.passwordChange("made", "close-Sesame-88"),
                null,
                PATIENCE)));
    for (List<Statement> statements : List.of(server.deletion("made"), List.<Statement>of())) {
      for (int i = 0; i < 2; i++) {
        assertEquals(
            DONE,
            act(new DatabaseEffect.DropUser(as("maker"), BULKHEAD, "made", statements, PATIENCE)));
      }
      assertFalse(server.hasUser("made"));
    }
  }

  @Test
  void a_user_that_cannot_be_made_whole_is_not_made() throws Exception {
    Outcome outcome =
        create(
            "half",
            List.of(
                server.creation("half", PASSWORD).getFirst(),
                new Statement("GRANT MODIFY ON ALL KEYSPACES TO 'half'")));

    assertEquals(
        CqlError.UNAUTHORIZED, assertInstanceOf(Outcome.Refused.class, outcome).errorClass());
    assertFalse(server.hasUser("half"));
  }

  @Test
  void a_change_that_was_begun_and_not_ended_is_not_told_as_refused() throws Exception {
    server.byHand(server.creation("begun", PASSWORD));
    Statement first = server.passwordChange("begun", "close-Sesame-88").getFirst();

    Outcome outcome =
        act(
            new DatabaseEffect.ChangeUser(
                server.target(),
                BULKHEAD,
                "begun",
                List.of(first, server.refused("no")),
                null,
                PATIENCE));

    assertInstanceOf(Outcome.Unknown.class, outcome);
  }
}
