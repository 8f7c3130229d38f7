package dev.leasehold.verticles.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Namespace;
import dev.leasehold.events.journal.InMemoryRecordLog;
import dev.leasehold.events.journal.Mishap;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.audit.AuditVerticle;
import dev.leasehold.verticles.engine.sys.Build;
import dev.leasehold.verticles.gate.Acls;
import dev.leasehold.verticles.gate.Gate;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.node.EngineList;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.simulation.Birth;
import dev.leasehold.verticles.telemetry.Telemetry;
import dev.leasehold.verticles.telemetry.TelemetrySettings;
import dev.leasehold.verticles.writer.Leadership;
import dev.leasehold.verticles.writer.Reply;
import dev.leasehold.verticles.writer.Resolution;
import dev.leasehold.verticles.writer.Writer;
import dev.leasehold.verticles.writer.WriterVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// No secret leaves before its audit records, and the commit that it rests on, are in their logs
/// (THREATS T3). What a kill between any two steps leaves is then what the logs hold: each test
/// stops where one of them is still on its way.
class SecretsLeaveLastTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final SecretBytes ROOT = SecretBytes.ofUtf8("hvs.root");
  private static final int LOOKS = 20;
  private static final int PATIENCE = 20_000;

  private final SeededEntropy entropy = new SeededEntropy(7);
  private final Keyring keyring = Keyring.initial("cluster", entropy, NOW);
  private final AtomicReference<Mishap> next = new AtomicReference<>(Mishap.NONE);
  private final InMemoryRecordLog journal = InMemoryRecordLog.paced(() -> Mishap.NONE);
  private final InMemoryRecordLog audits =
      InMemoryRecordLog.paced(() -> next.getAndSet(Mishap.NONE));
  private final AtomicLong nanos = new AtomicLong();
  private final Vertx vertx = Vertx.vertx();
  private final Committed committed = Committed.open(new MemoryStore(), keyring, entropy, 1_000);
  private final InstantSource clock = InstantSource.fixed(NOW);
  private final AuditVerticle audit =
      new AuditVerticle(
          new AuditVerticle.Plan(
              audits, keyring, entropy, committed, List.of(), Build.VERSION, nanos::get));
  private final WriterVerticle writer =
      new WriterVerticle(this::parts, Map::of, () -> {}, () -> {}, impossible -> {});
  private final Acls acls = new Acls();
  private final Gate gate =
      new Gate(
          EngineList.with(acls, (type, options, call) -> {}),
          acls,
          new Names(keyring),
          Ttls.SYSTEM,
          entropy);
  private final Life life =
      new Life(
          vertx,
          gate,
          committed,
          clock,
          writer,
          audit,
          effect -> Future.succeededFuture(new Outcome.Done()),
          () -> true,
          new Telemetry(TelemetrySettings.NONE, nanos::get, clock.instant()));

  private WriterVerticle.Parts parts(WriterVerticle.Threads threads) {
    Projections projections = new Projections();
    Writer decides = new Writer(committed, projections, threads.self(), threads.store(), clock);
    return new WriterVerticle.Parts(
        decides,
        new Leadership(
            journal,
            keyring,
            committed,
            projections,
            decides,
            new Leadership.Surroundings(
                threads.self(),
                threads.worker(),
                threads.later(),
                clock,
                () -> 0,
                entropy,
                false,
                impossible -> {})));
  }

  @BeforeEach
  void open() {
    done(vertx.deployVerticle(audit));
    Future<String> leading = vertx.deployVerticle(writer);
    until(() -> journal.deliver() >= 0 && leading.isComplete());
    done(leading);
    CompletableFuture<Void> born = new CompletableFuture<>();
    writer.submit(
        (head, now) -> Birth.of(keyring, ROOT, now),
        new Reply() {
          @Override
          public void decided(Resolution resolution, long sequence) {}

          @Override
          public void durable() {
            born.complete(null);
          }

          @Override
          public void lost(Throwable why) {
            born.completeExceptionally(why);
          }
        });
    until(() -> journal.deliver() >= 0 && born.isDone());
    until(audit::available);
  }

  @AfterEach
  void close() {
    done(vertx.close());
  }

  @Test
  void t3_a_secret_that_is_read_waits_for_its_audit_record() {
    writeSecret();
    long before = audits.end();

    CompletableFuture<Answered> answer = ask(Operation.READ, "kv/a", Map.of());
    until(() -> audits.end() > before);
    rest();
    assertFalse(answer.isDone(), "it left before its audit record was acknowledged");

    until(() -> audits.deliver() >= 0 && answer.isDone());
    assertEquals(Map.of("v", "secret"), data(answer));
  }

  @Test
  void t3_a_secret_never_leaves_where_its_audit_record_was_lost() {
    assertNeverLeaves(Mishap.LOST);
  }

  @Test
  void t3_a_secret_never_leaves_where_the_audit_log_gave_an_error() {
    assertNeverLeaves(Mishap.LOST_WITH_ERROR);
  }

  @Test
  void t3_a_secret_never_leaves_where_its_audit_record_comes_too_late() {
    assertNeverLeaves(Mishap.DELAYED);
  }

  private void assertNeverLeaves(Mishap mishap) {
    writeSecret();
    next.set(mishap);

    CompletableFuture<Answered> answer = ask(Operation.READ, "kv/a", Map.of());
    until(() -> next.get() == Mishap.NONE);
    rest();
    assertFalse(answer.isDone() && answer.join() instanceof Answered.Done, "it left");
    untilTold(answer);

    assertUnavailable(answer);
  }

  @Test
  void t3_a_token_that_is_made_waits_for_its_commit_and_for_its_audit_record() {
    long commits = journal.end();
    long records = audits.end();
    CompletableFuture<Answered> answer =
        ask(Operation.UPDATE, "auth/token/create", Map.of("policies", List.of("root")));
    until(() -> journal.end() > commits && audits.end() > records);
    rest();
    assertFalse(answer.isDone(), "it left before both were acknowledged");

    audits.deliver();
    rest();
    assertFalse(answer.isDone(), "it left before its commit was acknowledged");

    until(() -> journal.deliver() >= 0 && answer.isDone());
    assertNotNull(assertInstanceOf(Answered.Done.class, answer.join()).response().auth());
  }

  @Test
  void t3_a_token_whose_commit_is_in_the_log_waits_for_its_audit_record_all_the_same() {
    long sequence = committed.sequence();
    CompletableFuture<Answered> answer =
        ask(Operation.UPDATE, "auth/token/create", Map.of("policies", List.of("root")));
    until(() -> journal.deliver() >= 0 && committed.sequence() > sequence);
    rest();
    assertFalse(answer.isDone(), "it left before its audit record was acknowledged");

    until(() -> audits.deliver() >= 0 && answer.isDone());
    assertInstanceOf(Answered.Done.class, answer.join());
  }

  @Test
  void t3_a_wrapping_token_ends_where_the_answer_that_it_wraps_could_not_leave() {
    writeSecret();
    next.set(Mishap.LOST_WITH_ERROR);

    CompletableFuture<Answered> answer =
        ask(Operation.READ, "kv/a", Map.of(), Duration.ofMinutes(1));
    until(() -> journal.deliver() >= 0 && !wrappings("kv/a/").isEmpty());
    untilTold(answer);

    assertUnavailable(answer);
    assertEquals(List.of(), wrappings("kv/a/"));
  }

  @Test
  void t3_a_credential_whose_answer_could_not_leave_is_given_back() {
    finish(Operation.UPDATE, "sys/mounts/db", Map.of("type", "database"));
    finish(
        Operation.UPDATE,
        "db/config/pg",
        Map.of(
            "plugin_name",
            "postgresql-database-plugin",
            "connection_url",
            "postgresql://{{username}}:{{password}}@127.0.0.1:1/x?sslmode=disable",
            "allowed_roles",
            "*",
            "username",
            "u",
            "password",
            "p"));
    finish(
        Operation.UPDATE,
        "db/roles/app",
        Map.of("db_name", "pg", "creation_statements", "CREATE ROLE \"{{name}}\""));
    next.set(Mishap.LOST_WITH_ERROR);

    CompletableFuture<Answered> answer =
        ask(Operation.READ, "db/creds/app", Map.of(), Duration.ofMinutes(1));
    untilTold(answer);

    assertUnavailable(answer);
    String id = Leases.children(committed, Namespace.ROOT, "db/creds/app/", null, 10).getFirst();
    LeaseRow lease = Leases.find(committed, "db/creds/app/" + id);
    assertEquals(LeaseState.REVOKING, lease == null ? null : lease.state());
    assertEquals(List.of(), wrappings("db/creds/app/"));
  }

  @Test
  void t3_a_wrapping_token_whose_answer_left_stays() {
    writeSecret();

    CompletableFuture<Answered> answer =
        ask(Operation.READ, "kv/a", Map.of(), Duration.ofMinutes(1));
    until(() -> audits.deliver() + journal.deliver() >= 0 && answer.isDone());

    assertNotNull(assertInstanceOf(Answered.Done.class, answer.join()).response().wrap());
    assertEquals(1, wrappings("kv/a/").size());
  }

  /// The tokens that requests below a folder made.
  private List<String> wrappings(String folder) {
    return Tokens.below(committed, Namespace.ROOT, folder, null, 10);
  }

  /// Lets both logs and the time go on until there is an answer.
  private void untilTold(CompletableFuture<Answered> answer) {
    until(() -> {
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      return audits.deliver() + journal.deliver() >= 0 && answer.isDone();
    });
  }

  private static void assertUnavailable(CompletableFuture<Answered> answer) {
    Answered.Refused refused = assertInstanceOf(Answered.Refused.class, answer.join());
    assertEquals(Refusal.Kind.UNAVAILABLE, refused.refusal().kind());
  }

  private void writeSecret() {
    finish(Operation.UPDATE, "kv/a", Map.of("v", "secret"));
  }

  private void finish(Operation operation, String path, Map<String, Object> data) {
    CompletableFuture<Answered> answer = ask(operation, path, data);
    until(() -> journal.deliver() + audits.deliver() >= 0 && answer.isDone());
    assertInstanceOf(Answered.Done.class, answer.join(), path);
  }

  private CompletableFuture<Answered> ask(
      Operation operation, String path, Map<String, Object> data) {
    return ask(operation, path, data, null);
  }

  private CompletableFuture<Answered> ask(
      Operation operation, String path, Map<String, Object> data, @Nullable Duration wrapTtl) {
    CompletableFuture<Answered> answer = new CompletableFuture<>();
    Request request =
        new Request(
            entropy.uuid(),
            operation,
            Namespace.ROOT,
            path,
            data,
            ROOT,
            wrapTtl,
            "127.0.0.1",
            1,
            NOW,
            Map.of(),
            List.of());
    vertx.runOnContext(here ->
        new Passage(life, request)
            .go()
            .onComplete(answer::complete, answer::completeExceptionally));
    return answer;
  }

  private static Map<String, Object> data(CompletableFuture<Answered> answer) {
    Map<String, Object> data =
        assertInstanceOf(Answered.Done.class, answer.join()).response().data();
    return data == null ? Map.of() : data;
  }

  /// Gives every room the chance to go on as far as it can.
  private void rest() {
    for (int i = 0; i < LOOKS; i++) {
      done(vertx.executeBlocking(() -> true));
    }
  }

  private void until(BooleanSupplier happened) {
    for (int i = 0; !happened.getAsBoolean(); i++) {
      rest();
      assertTrue(i < PATIENCE, "it did not happen");
    }
  }

  private static void done(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
