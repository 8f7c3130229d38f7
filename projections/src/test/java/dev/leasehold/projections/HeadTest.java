package dev.leasehold.projections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.FolderIndex;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Head over committed shows what a sorted map with all changes would, whatever is in flight.
class HeadTest {
  record Text(String text) {}

  private static final Table<DueKey, Text> DUE = Table.of(900, "due", DueKey.class, Text.class);
  private static final Table<PairKey, Text> HOT =
      Table.of(901, "hot", PairKey.class, Text.class).cached();

  @RepeatedTest(10)
  void head_and_committed_do_as_a_sorted_map_does(RepetitionInfo info) {
    long seed = info.getCurrentRepetition();
    System.out.println("HeadTest seed " + seed);
    Random random = new Random(seed);
    Committed committed = ReplayTest.open(new MemoryStore(), seed);
    Head head = new Head(committed);
    TreeMap<Instant, String> model = new TreeMap<>();
    TreeMap<Instant, String> settled = new TreeMap<>();
    Deque<RowBatch> flying = new ArrayDeque<>();
    Deque<TreeMap<Instant, String>> models = new ArrayDeque<>();
    for (int round = 0; round < 200; round++) {
      switch (random.nextInt(6)) {
        case 0, 1, 2 -> {
          head.begin(head.sequence() + 1);
          change(head, model, random);
          flying.add(head.end());
          models.add(new TreeMap<>(model));
        }
        case 3, 4 -> {
          if (!flying.isEmpty()) {
            RowBatch batch = flying.removeFirst();
            settled = models.removeFirst();
            committed.apply(List.of(batch), position(batch.sequence()));
            head.committed(batch.sequence());
          }
        }
        default -> {
          if (random.nextInt(5) == 0) {
            head.drop();
            flying.clear();
            models.clear();
            model = new TreeMap<>(settled);
          }
        }
      }
      check(model, head, random);
      check(settled, committed, random);
    }
  }

  @Test
  void an_entry_stays_until_its_own_commit_is_committed() {
    Committed committed = ReplayTest.open(new MemoryStore(), 1);
    Head head = new Head(committed);
    PairKey key = new PairKey("a", "b");
    RowBatch first = put(head, key, "one");
    put(head, key, "two");
    committed.apply(List.of(first), position(1));
    head.committed(1);
    assertEquals(new Text("two"), head.get(HOT, key));
    assertEquals(new Text("one"), committed.get(HOT, key));
    head.drop();
    assertEquals(new Text("one"), head.get(HOT, key));
  }

  @Test
  void small_state_of_head_runs_ahead_and_falls_back() {
    Committed committed = ReplayTest.open(new MemoryStore(), 1);
    Head head = new Head(committed);
    History history = new History(1);
    RowBatch batch = ReplayTest.replay(head, history.first());
    assertEquals(head.small().byUuid(History.KV), head.small().mountFor("root", "canary-kv/a/b"));
    assertNotNull(head.small().byUuid(History.KV));
    assertNull(head.small().mountFor("root", "canary-kvx/a"));
    assertNull(committed.small().mountFor("root", "canary-kv/a"));
    committed.apply(List.of(batch), position(1));
    head.committed(1);
    assertSame(committed.small(), head.small());
    assertEquals("cluster", committed.small().clusterId());
  }

  @RepeatedTest(5)
  void a_folder_lists_what_is_in_it_whoever_has_listed_it_before(RepetitionInfo info) {
    Random random = new Random(info.getCurrentRepetition());
    FolderIndex index = FolderIndex.of(902, "paths");
    Committed committed = ReplayTest.open(new MemoryStore(), 1);
    Head head = new Head(committed);
    TreeSet<String> model = new TreeSet<>();
    for (int round = 0; round < 200; round++) {
      String path = (random.nextBoolean() ? "a/" : "") + random.nextInt(8);
      head.begin(head.sequence() + 1);
      if (model.remove(path)) {
        index.remove(head, "scope", path);
      } else {
        model.add(path);
        index.add(head, "scope", path);
      }
      RowBatch batch = head.end();
      assertEquals(names(model, ""), index.sorted(head, "scope", "", 100));
      committed.apply(List.of(batch), position(batch.sequence()));
      head.committed(batch.sequence());
      assertEquals(names(model, ""), index.sorted(committed, "scope", "", 100));
      assertEquals(names(model, "a/"), index.sorted(committed, "scope", "a/", 100));
      assertEquals(
          Math.min(2, names(model, "").size()), index.sorted(committed, "scope", "", 2).size());
    }
  }

  private static List<String> names(Set<String> paths, String folder) {
    return paths.stream()
        .filter(path -> path.startsWith(folder))
        .map(path -> path.substring(folder.length()))
        .map(rest -> rest.contains("/") ? rest.substring(0, rest.indexOf('/') + 1) : rest)
        .distinct()
        .sorted()
        .toList();
  }

  private static RowBatch put(Head head, PairKey key, String text) {
    head.begin(head.sequence() + 1);
    head.put(HOT, key, new Text(text));
    return head.end();
  }

  private static void change(Head head, NavigableMap<Instant, String> model, Random random) {
    for (int i = random.nextInt(5); i >= 0; i--) {
      Instant time = Instant.ofEpochSecond(random.nextInt(20) - 10, random.nextInt(3));
      if (random.nextInt(3) == 0) {
        head.delete(DUE, new DueKey(time, "x"));
        head.delete(HOT, new PairKey(time.toString(), "x"));
        model.remove(time);
      } else {
        String text = "v" + random.nextInt(1000);
        head.put(DUE, new DueKey(time, "x"), new Text(text));
        head.put(HOT, new PairKey(time.toString(), "x"), new Text(text));
        model.put(time, text);
      }
    }
  }

  private static void check(NavigableMap<Instant, String> model, View view, Random random) {
    List<String> seen = new ArrayList<>();
    view.scan(DUE, List.of(), (key, text) -> seen.add(text.text()));
    assertEquals(List.copyOf(model.values()), seen);
    Instant after = Instant.ofEpochSecond(random.nextInt(20) - 10, random.nextInt(3));
    List<String> tail = new ArrayList<>();
    view.scan(DUE, List.of(), new DueKey(after, "x"), (key, text) -> tail.add(text.text()));
    assertEquals(List.copyOf(model.tailMap(after, false).values()), tail);
    Text hot = view.get(HOT, new PairKey(after.toString(), "x"));
    assertEquals(model.get(after), hot == null ? null : hot.text());
  }

  static Position position(long sequence) {
    return new Position(sequence, 1, "writer", sequence, "hash", Instant.EPOCH);
  }
}
