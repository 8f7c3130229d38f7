package dev.leasehold.verticles.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Many seeds. A failure names its seed and its last steps; such a seed becomes a plain test.
class SimulationTest {
  private static final int STEPS = OneSeed.STEPS;
  private static final long SEEDS = 2_000;
  private static final long MANY_SEEDS = 100_000;

  @Test
  void whatever_happens_no_promise_to_a_client_is_broken() {
    run(1, SEEDS);
  }

  @Test
  @Tag("long")
  void whatever_happens_for_long_no_promise_to_a_client_is_broken() {
    run(SEEDS + 1, SEEDS + MANY_SEEDS);
  }

  private static void run(long first, long last) {
    for (long seed = first; seed <= last; seed++) {
      new Simulation(seed).run(STEPS);
    }
  }
}
