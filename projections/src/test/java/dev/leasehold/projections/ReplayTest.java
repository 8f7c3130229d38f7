package dev.leasehold.projections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Event;
import dev.leasehold.events.KvEvent.VersionWritten;
import dev.leasehold.events.KvEvent.VersionsDeleted;
import dev.leasehold.events.LeaseEvent.LeaseIssued;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.SysEvent.MountEnabled;
import dev.leasehold.events.TokenEvent.TokenSwept;
import dev.leasehold.projections.payload.PayloadProjection;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.projections.store.RocksStore;
import dev.leasehold.projections.store.Store;
import dev.leasehold.projections.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same history gives the same state, however it is cut, and whatever crashes.
class ReplayTest {
  private static final long SEED = 42;
  private static final int LENGTH = 600;
  private static final MacKey DIGEST = MacKey.of(new byte[MacKey.LENGTH]);
  private static final Keyring KEYRING =
      Keyring.initial("cluster", new SeededEntropy(1), Instant.EPOCH);

  @TempDir private Path folder = Path.of("unset");

  @Test
  void no_two_tables_share_a_number() {
    Map<Integer, String> names = new HashMap<>();
    for (Table<?, ?> table : Projections.TABLES) {
      assertNull(names.put(table.id(), table.name()), table.name());
    }
  }

  @Test
  void any_split_into_batches_gives_the_same_state() {
    System.out.println("ReplayTest seed " + SEED);
    List<History.Step> steps = history(SEED);
    Digest expected = digest(replayed(steps, new Random(1), 1));
    for (int most : List.of(2, 17, 1000)) {
      Committed other = replayed(steps, new Random(most), most);
      assertNull(expected.firstDifference(digest(other)), "in batches of up to " + most);
    }
  }

  @Test
  void a_digest_names_the_table_that_differs() {
    List<History.Step> steps = history(SEED);
    Digest shorter = digest(replayed(steps.subList(0, steps.size() - 1), new Random(1), 9));
    assertNotNull(digest(replayed(steps, new Random(1), 9)).firstDifference(shorter));
  }

  @Test
  void a_crash_loses_nothing_that_the_tail_does_not_bring_back() {
    List<History.Step> steps = history(SEED);
    Digest expected = digest(replayed(steps, new Random(1), 1));
    Path state = folder.resolve("crashed");
    try (RocksStore store = RocksStore.open(state, 1 << 20)) {
      Committed before = open(store, 2);
      replay(before, steps.subList(0, 200), new Random(3), 5);
      before.flush();
      replay(before, steps.subList(200, 400), new Random(3), 5);
    }
    try (RocksStore store = RocksStore.open(state, 1 << 20)) {
      Committed after = open(store, 3);
      int tail = (int) after.position().sequence();
      assertEquals(200, tail);
      replay(after, steps.subList(tail, steps.size()), new Random(4), 7);
      assertNull(expected.firstDifference(digest(after)));
    }
  }

  @Test
  void the_folder_shows_no_name_and_no_value() throws IOException {
    Path state = folder.resolve("sealed");
    try (RocksStore store = RocksStore.open(state, 1 << 20)) {
      Committed committed = open(store, 5);
      replay(committed, history(SEED), new Random(6), 20);
      committed.flush();
      committed.eraseCompact();
    }
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains(History.CANARY), file.getFileName().toString());
        assertFalse(bytes.contains("abc0"), file.getFileName().toString());
      }
    }
  }

  @Test
  void a_store_of_another_cluster_does_not_open() {
    MemoryStore store = new MemoryStore();
    open(store, 1).apply(List.of(), Position.START);
    Keyring other = Keyring.initial("another", new SeededEntropy(9), Instant.EPOCH);
    assertThrows(
        RuntimeException.class, () -> Committed.open(store, other, new SeededEntropy(2), 10));
  }

  @Test
  void what_cannot_be_is_a_corrupt_log() {
    PayloadName unknown = new PayloadName("f".repeat(32));
    Instant time = Instant.EPOCH;
    impossible(new LeaseIssued("nowhere/x"));
    impossible(new VersionWritten(History.KV, "new", 2, unknown, time, null, 1));
    impossible(new VersionsDeleted(History.KV, "new", List.of(1L), time));
    impossible(new TokenSwept("nobody"));
    impossible(new MountEnabled(History.mount("uuid-other", "canary-kv/", "kv")));
  }

  @Test
  void a_payload_that_the_log_lost_must_be_destroyed_by_a_later_commit() {
    History history = new History(SEED);
    Head head = new Head(open(new MemoryStore(), 1));
    PayloadName name = history.name();
    History.Step brings = history.step(List.of(), List.of(History.payload(name)), List.of());
    replay(head, new History.Step(brings.commit(), List.of()));
    assertThrows(CorruptLog.class, () -> PayloadProjection.checkComplete(head));
    replay(head, history.step(List.of(), List.of(), List.of(name)));
    PayloadProjection.checkComplete(head);
    assertEquals(List.of(), PayloadProjection.owed(head, 10));
  }

  @Test
  void a_payload_that_is_brought_twice_never_passes() {
    Head head = new Head(open(new MemoryStore(), 1));
    History history = new History(SEED);
    PayloadName lost = history.name();
    PayloadName there = history.name();
    History.Step brings =
        history.step(List.of(), List.of(History.payload(lost), History.payload(there)), List.of());
    replay(head, new History.Step(brings.commit(), List.of(History.payload(there))));

    History.Step again = history.step(List.of(), List.of(History.payload(there)), List.of());
    assertThrows(CorruptLog.class, () -> replay(head, again));
    head.abandon();
    History.Step found = history.step(List.of(), List.of(History.payload(lost)), List.of());
    assertThrows(CorruptLog.class, () -> replay(head, new History.Step(found.commit(), List.of())));
    head.abandon();
    replay(head, found);
    assertThrows(CorruptLog.class, () -> PayloadProjection.checkComplete(head));
  }

  @Test
  void a_destroyed_payload_is_gone_at_once_and_owed_until_its_tombstone_is_read() {
    History history = new History(SEED);
    Head head = new Head(open(new MemoryStore(), 1));
    PayloadName name = history.name();
    replay(head, history.step(List.of(), List.of(History.payload(name)), List.of()));
    assertEquals(History.payload(name).content(), head.payload(name));
    replay(head, history.step(List.of(), List.of(), List.of(name)));
    assertNull(head.payload(name));
    assertEquals(List.of("kafka-" + name.hex()), PayloadProjection.owed(head, 10));
    head.begin(head.sequence());
    new Projections().tombstoneRead("kafka-" + name.hex(), head);
    head.end();
    assertEquals(List.of(), PayloadProjection.owed(head, 10));
  }

  private static void impossible(Event event) {
    History history = new History(SEED);
    Head head = new Head(open(new MemoryStore(), 1));
    replay(head, history.first());
    History.Step step = history.step(List.of(event));
    assertThrows(CorruptLog.class, () -> replay(head, step), event.getClass().getSimpleName());
  }

  static List<History.Step> history(long seed) {
    History history = new History(seed);
    Head head = new Head(open(new MemoryStore(), 1));
    List<History.Step> steps = new ArrayList<>();
    for (int i = 0; i < LENGTH; i++) {
      History.Step step = i == 0 ? history.first() : history.next(head);
      steps.add(step);
      replay(head, step);
    }
    return steps;
  }

  static Committed open(Store store, long seed) {
    return Committed.open(store, KEYRING, new SeededEntropy(seed), 1000);
  }

  static RowBatch replay(Head head, History.Step step) {
    head.begin(step.commit().sequence());
    new Projections().replay(step.commit(), step.payloads(), head);
    return head.end();
  }

  private static Committed replayed(List<History.Step> steps, Random random, int most) {
    Committed committed = open(new MemoryStore(), most);
    replay(committed, steps, random, most);
    return committed;
  }

  private static void replay(
      Committed committed, List<History.Step> steps, Random random, int most) {
    Head head = new Head(committed);
    List<RowBatch> batches = new ArrayList<>();
    for (History.Step step : steps) {
      batches.add(replay(head, step));
      if (random.nextInt(most) == 0 || step.equals(steps.getLast())) {
        long sequence = step.commit().sequence();
        committed.apply(
            batches, new Position(sequence, 1, "writer", sequence, "hash", step.commit().time()));
        head.committed(sequence);
        batches.clear();
      }
    }
  }

  private static Digest digest(Committed state) {
    return Digest.of(state, DIGEST);
  }
}
