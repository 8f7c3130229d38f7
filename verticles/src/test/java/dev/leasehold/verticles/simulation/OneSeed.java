package dev.leasehold.verticles.simulation;

import java.util.function.LongConsumer;

/// Runs the simulation of one seed; what [Mutant] calls across the border of two class loaders.
public final class OneSeed implements LongConsumer {
  /// How many steps a seed has.
  static final int STEPS = 120;

  @Override
  public void accept(long seed) {
    new Simulation(seed).run(STEPS);
  }
}
