package dev.leasehold.verticles.outbound;

import dev.leasehold.crypto.secret.SecretBytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An outbound room and the effects that are asked of it. Methods wait; none may be called on an
/// event loop.
final class RoomUnderTest {
  static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String BULKHEAD = "mount/connection";

  private final OutboundVerticle room;

  RoomUnderTest(
      Vertx vertx,
      DatabaseAdapter adapter,
      InstantSource clock,
      AddressPolicy addresses,
      PoolLimits limits) {
    room = new OutboundVerticle(List.of(adapter), clock, addresses, limits);
    await(vertx.deployVerticle(room));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("a future did not end well", e);
    }
  }

  static Instant soon() {
    return Instant.now().plusSeconds(45);
  }

  Future<Outcome> begin(DatabaseEffect effect) {
    return room.perform(effect);
  }

  Outcome create(DatabaseTarget target, String user, List<Statement> statements) {
    return await(begin(creation(target, user, statements, soon(), PATIENCE)));
  }

  static DatabaseEffect.CreateUser creation(
      DatabaseTarget target,
      String user,
      List<Statement> statements,
      Instant deadline,
      Duration timeout) {
    return new DatabaseEffect.CreateUser(
        target, BULKHEAD, user, statements, List.of(), deadline, timeout);
  }

  Outcome create(
      DatabaseTarget target, String user, List<Statement> statements, List<Statement> undo) {
    return await(
        begin(
            new DatabaseEffect.CreateUser(
                target, BULKHEAD, user, statements, undo, soon(), PATIENCE)));
  }

  Outcome change(DatabaseTarget target, String user, List<Statement> statements) {
    return change(target, user, statements, null);
  }

  Outcome change(
      DatabaseTarget target, String user, List<Statement> statements, @Nullable Instant deadline) {
    return await(
        begin(
            new DatabaseEffect.ChangeUser(target, BULKHEAD, user, statements, deadline, PATIENCE)));
  }

  Outcome drop(DatabaseTarget target, String user, List<Statement> statements) {
    return await(begin(new DatabaseEffect.DropUser(target, BULKHEAD, user, statements, PATIENCE)));
  }

  Outcome find(DatabaseTarget target, String prefix, String after, int limit) {
    return await(
        begin(new DatabaseEffect.FindUsers(target, BULKHEAD, prefix, after, limit, PATIENCE)));
  }

  Outcome verify(DatabaseTarget target) {
    return await(begin(verification(target, PATIENCE)));
  }

  static DatabaseEffect.Verify verification(DatabaseTarget target, Duration timeout) {
    return new DatabaseEffect.Verify(target, BULKHEAD, timeout);
  }

  Outcome reset(DatabaseTarget target) {
    return await(begin(new DatabaseEffect.Reset(target, BULKHEAD, PATIENCE)));
  }

  static DatabaseTarget at(DatabaseTarget target, String host, int port) {
    return new DatabaseTarget(
        target.plugin(),
        host,
        port,
        target.database(),
        target.userName(),
        target.password(),
        target.maxConnections(),
        target.settings(),
        target.tlsCa(),
        target.tlsKey());
  }

  static DatabaseTarget as(DatabaseTarget target, String user, String password) {
    return new DatabaseTarget(
        target.plugin(),
        target.host(),
        target.port(),
        target.database(),
        user,
        SecretBytes.ofUtf8(password),
        target.maxConnections(),
        target.settings(),
        target.tlsCa(),
        target.tlsKey());
  }

  static DatabaseTarget limitedTo(DatabaseTarget target, int connections) {
    return new DatabaseTarget(
        target.plugin(),
        target.host(),
        target.port(),
        target.database(),
        target.userName(),
        target.password(),
        connections,
        target.settings(),
        target.tlsCa(),
        target.tlsKey());
  }
}
