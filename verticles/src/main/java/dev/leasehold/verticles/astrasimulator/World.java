package dev.leasehold.verticles.astrasimulator;

import org.jspecify.annotations.Nullable;

/// All that a simulator knows: what Astra has, what goes wrong next, what was asked. For one
/// thread.
final class World {
  private final Setup setup;
  private final Faults faults = new Faults();
  private final CallLog calls;
  private Astra astra;
  private Switches switches = Switches.USUAL;

  World(Setup setup) {
    this.setup = setup;
    this.calls = new CallLog(setup.clock());
    this.astra = new Astra(setup);
  }

  /// Makes all as it was at the start.
  void reset() {
    astra = new Astra(setup);
    faults.clear();
    calls.clear();
    switches = Switches.USUAL;
  }

  Reply answer(ApiRequest request) {
    return astra.answer(request, switches);
  }

  @Nullable Misbehaviour wrongWith(ApiCall call) {
    return faults.take(call);
  }

  Astra astra() {
    return astra;
  }

  Faults faults() {
    return faults;
  }

  CallLog calls() {
    return calls;
  }

  Switches switches() {
    return switches;
  }

  void switchTo(Switches now) {
    switches = now;
  }
}
