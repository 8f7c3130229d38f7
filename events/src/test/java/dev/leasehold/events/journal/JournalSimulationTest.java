package dev.leasehold.events.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.events.Brought;
import dev.leasehold.events.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Nodes that claim, write, erase and stop over a log that loses, delays and lies, one seed a run.
/// After each run: every commit that a node was told of is read where it was told; and every
/// reader, wherever it began and however it was split, before compaction and after, reads the same
/// commits.
class JournalSimulationTest {

  private static final int RUNS = 30;
  private static final int STEPS = 120;
  private static final List<Mishap> MISHAPS = List.of(Mishap.values());

  @Test
  void all_readers_agree_and_nothing_acknowledged_is_lost() {
    for (long seed = 1; seed <= RUNS; seed++) {
      try {
        new Run(seed).run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static final class Run {
    private final Random random;
    private final InMemoryRecordLog log;
    private final LogFixture fixture;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Leader> leaders = new ArrayList<>();
    private boolean faults = true;
    private long nanos;

    Run(long seed) {
      random = new Random(seed);
      PrefixLog prefixLog = new PrefixLog(this::mishap);
      log = prefixLog.inner();
      fixture = new LogFixture(prefixLog, seed, Duration.ZERO);
    }

    private Mishap mishap() {
      boolean healthy = !faults || random.nextInt(20) > 0;
      return healthy ? Mishap.NONE : MISHAPS.get(random.nextInt(MISHAPS.size()));
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      faults = false;
      while (log.release()) {
        nodes.forEach(Node::pump);
      }
      lead();
      nodes.forEach(Node::pump);
      compare();
    }

    private void step() {
      switch (random.nextInt(14)) {
        case 0 -> lead();
        case 1 -> log.release();
        case 2 -> log.compact();
        case 3 -> tick();
        case 4 -> compareSplit(fixture.readAll());
        case 5, 6 -> nodes.forEach(Node::pump);
        default -> act();
      }
    }

    private void lead() {
      Node node = fixture.node();
      if (node.take() instanceof Taking.Won) {
        nodes.add(node);
        leaders.add(new Leader(node));
        node.start();
      }
    }

    private void tick() {
      nanos += Claim.LATE.toNanos();
      leaders.forEach(each -> each.node.claim().tick(nanos));
    }

    private void act() {
      if (leaders.isEmpty()) {
        return;
      }
      Leader leader = leaders.get(random.nextInt(leaders.size()));
      if (!leader.node.claim().ended()) {
        leader.act(random);
      }
    }

    private void compare() {
      List<Accepted> all = fixture.readAll();
      compareSplit(all);
      log.compact();
      List<Accepted> compacted = fixture.readAll();
      assertEquals(commits(all), commits(compacted));
      Set<Position> positions = new HashSet<>();
      all.forEach(each -> positions.add(each.position()));
      for (Node each : nodes) {
        assertTrue(positions.containsAll(each.positions), "an acknowledged commit is lost");
      }
    }

    /// Reads again from somewhere, in pieces.
    private void compareSplit(List<Accepted> all) {
      int from = random.nextInt(all.size() + 1);
      JournalReader reader =
          fixture.reader(from == 0 ? Position.START : all.get(from - 1).position());
      List<Accepted> rest = new ArrayList<>();
      while (!reader.caughtUp()) {
        rest.addAll(reader.poll(1 + random.nextInt(5), Duration.ZERO));
      }
      assertEquals(all.subList(from, all.size()), rest, "read from " + from);
    }

    private static List<Object> commits(List<Accepted> all) {
      List<Object> commits = new ArrayList<>();
      all.forEach(each -> commits.add(List.of(each.commit(), each.position())));
      return commits;
    }
  }

  /// What a leader does: it brings payloads, destroys its own, and buries what is destroyed.
  private static final class Leader {
    private final Node node;
    private final List<Brought> alive = new ArrayList<>();
    private final Map<String, Long> owed = new LinkedHashMap<>();

    Leader(Node node) {
      this.node = node;
    }

    void act(Random random) {
      switch (random.nextInt(6)) {
        case 0 -> node.claim().beat(LogFixture.NOW, Map.of());
        case 1 -> destroy();
        case 2 -> bury();
        case 3 -> node.write("plain " + random.nextInt(100));
        default -> {
          Payload payload = node.fixture.payload("content " + random.nextInt(100));
          alive.addAll(node.write("brings", payload).commit().brings());
        }
      }
    }

    private void destroy() {
      if (!alive.isEmpty()) {
        Brought first = alive.removeFirst();
        owed.put(first.key(), node.destroy("destroys", first.name()).commit().sequence());
      }
    }

    private void bury() {
      List<String> due =
          owed.entrySet().stream()
              .filter(each -> each.getValue() <= node.claim().committedSequence())
              .map(Map.Entry::getKey)
              .toList();
      due.forEach(each -> node.claim().tombstone(each, owed.getOrDefault(each, 0L)));
      due.forEach(owed::remove);
    }
  }
}
