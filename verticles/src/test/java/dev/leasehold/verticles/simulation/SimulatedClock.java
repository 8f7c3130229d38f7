package dev.leasehold.verticles.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Time that passes only when the simulation says so: the wall clock and the monotonic one.
final class SimulatedClock implements InstantSource {
  private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");

  private Duration passed = Duration.ZERO;

  @Override
  public Instant instant() {
    return FIRST.plus(passed);
  }

  long nanos() {
    return passed.toNanos();
  }

  void advance(Duration by) {
    passed = passed.plus(by);
  }
}
