package dev.leasehold.verticles.simulation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SeededEntropy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Of two nodes on one log never both answer: a leader that does not know yet that it was deposed
/// may answer for a moment, and its successor waits as long.
class SuccessorTest {
  private final SimulatedClock clock = new SimulatedClock();
  private final SimulatedLog log = new SimulatedLog();
  private final SeededEntropy entropy = new SeededEntropy(3);
  private final Keyring keyring =
      Keyring.initial("cluster", new SeededEntropy(7), Instant.parse("2026-11-22T09:00:00Z"));

  @Test
  void a_successor_leads_only_once_its_predecessor_may_answer_no_more() {
    SimulatedNode first = node("node 0");
    run(first);
    clock.advance(Duration.ofMillis(100));
    first.leadership.beat(Map.of());
    run(first);
    assertTrue(first.fresh() && first.leading(), "the first leads and answers");

    SimulatedNode second = node("node 1");
    run(second);
    assertTrue(first.fresh(), "the first does not know yet that it was deposed");
    assertFalse(second.leading(), "so the second must wait");

    clock.advance(Duration.ofSeconds(2));
    assertFalse(first.fresh(), "the first has heard nothing for so long");
    run(second);
    assertTrue(second.leading() && second.fresh(), "now the second leads and answers");
  }

  @Test
  void a_node_does_not_wait_for_itself() {
    SimulatedNode only = node("node 0");
    run(only);
    only.leadership.renew(keyring, () -> {});
    run(only);
    assertTrue(only.leading(), "no other node has led");
  }

  @Test
  void an_acknowledgement_that_comes_late_makes_nothing_fresh() {
    SimulatedNode node = node("node 0");
    run(node);
    node.leadership.beat(Map.of());
    clock.advance(Duration.ofMillis(2_500));
    run(node);
    assertFalse(node.fresh(), "the claim stood when the beat was sent; that is too long ago");
  }

  private SimulatedNode node(String name) {
    return new SimulatedNode(name, log, new CrashingStore(), keyring, entropy, clock);
  }

  private void run(SimulatedNode node) {
    Random random = new Random(1);
    boolean some = true;
    while (some) {
      some = node.runOne(random);
      some |= log.deliverOne();
    }
  }
}
