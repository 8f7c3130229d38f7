package dev.leasehold.verticles.outbound.postgres;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.verticles.outbound.AddressPolicy;
import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.DropUsers;
import dev.leasehold.verticles.outbound.OutboundVerticle;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.outbound.PoolLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The outbound room beside a real PostgreSQL server, both started for one class of tests.
final class OutboundRoom implements AutoCloseable {
  static final String BULKHEAD = "mount/postgres";
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final EmbeddedPostgres server;
  private final Vertx vertx = Vertx.vertx();
  final OutboundVerticle room;

  OutboundRoom(AddressPolicy addresses, PoolLimits limits) throws IOException {
    server = EmbeddedPostgres.builder().start();
    room =
        new OutboundVerticle(
            List.of(new PostgresAdapter()), InstantSource.system(), addresses, limits);
    await(vertx.deployVerticle(room));
  }

  DatabaseTarget target() {
    return target(server.getPort(), 0);
  }

  DatabaseTarget target(int port, int connections) {
    return new DatabaseTarget(
        "postgresql-database-plugin",
        "localhost",
        port,
        "postgres",
        "postgres",
        SecretBytes.ofUtf8("postgres"),
        connections,
        Map.of("sslmode", "disable"),
        null,
        null);
  }

  Vertx vertx() {
    return vertx;
  }

  Outcome run(String... statements) {
    return await(room.perform(effect(target(), null, PATIENCE, statements)));
  }

  static DatabaseEffect.ChangeUser effect(
      DatabaseTarget target, @Nullable Instant deadline, Duration timeout, String... statements) {
    List<dev.leasehold.verticles.outbound.Statement> all =
        List.of(statements).stream().map(dev.leasehold.verticles.outbound.Statement::new).toList();
    return new DatabaseEffect.ChangeUser(target, BULKHEAD, "", all, deadline, timeout);
  }

  static DatabaseEffect.CreateUser create(DatabaseTarget target, String... statements) {
    List<dev.leasehold.verticles.outbound.Statement> all =
        List.of(statements).stream().map(dev.leasehold.verticles.outbound.Statement::new).toList();
    Instant deadline = Instant.now().plus(PATIENCE);
    return new DatabaseEffect.CreateUser(target, BULKHEAD, "", all, List.of(), deadline, PATIENCE);
  }

  Outcome drop(String user, String... statements) {
    List<dev.leasehold.verticles.outbound.Statement> all =
        List.of(statements).stream().map(dev.leasehold.verticles.outbound.Statement::new).toList();
    return await(
        room.perform(new DatabaseEffect.DropUser(target(), BULKHEAD, user, all, PATIENCE)));
  }

  DatabaseEffect.DropUser dropping(String user, String... statements) {
    return dropping(target(), user, statements);
  }

  private static DatabaseEffect.DropUser dropping(
      DatabaseTarget target, String user, String... statements) {
    List<dev.leasehold.verticles.outbound.Statement> all =
        List.of(statements).stream().map(dev.leasehold.verticles.outbound.Statement::new).toList();
    return new DatabaseEffect.DropUser(target, BULKHEAD, user, all, PATIENCE);
  }

  List<Outcome> dropAll(String... users) {
    return dropAll(List.of(users).stream().map(user -> dropping(user)).toList());
  }

  /// Of a server at another port of this machine.
  List<Outcome> dropAll(int port, String... users) {
    DatabaseTarget there = target(port, 0);
    return dropAll(List.of(users).stream().map(user -> dropping(there, user)).toList());
  }

  List<Outcome> dropAll(List<DatabaseEffect.DropUser> drops) {
    if (await(room.perform(new DropUsers(drops))) instanceof Outcome.Done(List<?> told)) {
      return told.stream().map(Outcome.class::cast).toList();
    }
    throw new AssertionError("dropping several gives an outcome for each");
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("a future did not end well", e);
    }
  }

  boolean hasUser(String name) throws SQLException {
    return !"0"
        .equals(one("SELECT count(*) FROM pg_roles WHERE rolname = " + Quoted.literal(name)));
  }

  @Nullable String one(String sql) throws SQLException {
    try (Connection connection = open("postgres", "postgres");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = open("postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  Connection open(String user, String password) throws SQLException {
    return DriverManager.getConnection(server.getJdbcUrl(user, "postgres"), user, password);
  }

  /// Stops the server as `pg_ctl stop -m immediate` does, or a crash.
  void stopServer() throws IOException {
    server.close();
  }

  @Override
  public void close() throws IOException {
    await(vertx.close());
    server.close();
  }
}
