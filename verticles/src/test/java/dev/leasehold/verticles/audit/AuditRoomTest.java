package dev.leasehold.verticles.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Brought;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent;
import dev.leasehold.events.journal.InMemoryRecordLog;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.store.MemoryStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The room on Vert.x, over a log in memory and a state that names devices.
@Timeout(60)
class AuditRoomTest {
  private final SeededEntropy entropy = new SeededEntropy(3);
  private final Keyring keyring = Keyring.initial("cluster", entropy, Instant.EPOCH);
  private final Head state = new Head(Committed.open(new MemoryStore(), keyring, entropy, 100));
  private final InMemoryRecordLog log = InMemoryRecordLog.faultless();
  private final Vertx vertx = Vertx.vertx();
  private final AuditVerticle room =
      new AuditVerticle(
          new AuditVerticle.Plan(log, keyring, entropy, state, List.of(), "v1", System::nanoTime));
  @TempDir private Path folder;

  @BeforeEach
  void open() throws Exception {
    await(vertx.deployVerticle(room));
    while (!room.available()) {
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
    log.close();
  }

  @Test
  void entries_from_many_threads_are_all_recorded_in_few_records() throws Exception {
    List<Future<Void>> recorded = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      recorded.add(room.record(Entries.kvRead()));
    }
    await(Future.all(recorded));
    assertTrue(log.end() >= 1);
    assertEquals(1, room.heads().size());
    await(room.recovered("{}", 1));
  }

  @Test
  void a_device_gets_both_lines_under_its_own_salt() throws Exception {
    Path file = folder.resolve("audit");
    enable("file/", Map.of("file_path", file.toString(), "prefix", "x: "));
    await(room.record(Entries.kvRead()));
    List<String> lines = Files.readAllLines(file);
    assertEquals(2, lines.size());
    JsonNode response = new ObjectMapper().readTree(lines.get(1).substring(3));
    MacKey salt = MacKey.of(new byte[MacKey.LENGTH]);
    assertEquals(
        "hmac-sha256:" + salt.macHex("canary-value"),
        response.at("/response/data/data/k").asText());
    assertFalse(room.requestHalf(Entries.kvRead()).text().contains(salt.macHex(Entries.TOKEN)));
  }

  @Test
  void without_a_device_that_works_nothing_is_answered() throws Exception {
    enable("gone/", Map.of("file_path", folder.resolve("missing/audit").toString()));
    Throwable failure =
        assertThrows(ExecutionException.class, () -> await(room.record(Entries.kvRead())));
    assertInstanceOf(AuditUnavailable.class, failure.getCause());
    enable("good/", Map.of("file_path", "discard"));
    await(room.record(Entries.kvRead()));
  }

  @Test
  void a_file_that_was_moved_away_is_opened_anew_when_told() throws Exception {
    Path file = folder.resolve("audit");
    enable("file/", Map.of("file_path", file.toString()));
    await(room.record(Entries.kvRead()));
    Files.move(file, folder.resolve("audit.1"));
    room.reopenDevices();
    await(room.record(Entries.kvRead()));
    assertEquals(2, Files.readAllLines(file).size());
    assertEquals(2, Files.readAllLines(folder.resolve("audit.1")).size());
  }

  @Test
  void after_its_end_the_room_records_nothing() throws Exception {
    await(vertx.undeploy(room.deploymentID()));
    assertFalse(room.available());
    assertThrows(ExecutionException.class, () -> await(room.record(Entries.kvRead())));
  }

  private void enable(String path, Map<String, String> options) {
    PayloadName name =
        new PayloadName(java.util.HexFormat.of().formatHex(entropy.bytes(PayloadName.BYTES)));
    Payload salt = new Payload(name, SecretBytes.copyOf(new byte[MacKey.LENGTH]));
    Commit commit =
        new Commit(
            state.sequence() + 1,
            Commit.NO_HASH,
            Instant.EPOCH,
            List.of(new SysEvent.AuditDeviceEnabled(path, "file", "", options, false, name)),
            List.of(new Brought(name, "key-" + name.hex(), "hash")),
            List.of(),
            null);
    state.begin(commit.sequence());
    new Projections().replay(commit, List.of(salt), state);
    state.end();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS);
  }
}
