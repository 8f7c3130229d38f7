package dev.leasehold.verticles.astrasimulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The faults that are still to come, in the order in which they were asked for: of those that fit
/// a call the first takes it. For one thread.
final class Faults {
  private static final int MOST = 1000;

  private final List<Fault> waiting = new ArrayList<>();

  /// Says whether there was room for one more.
  boolean add(Fault fault) {
    return waiting.size() < MOST && waiting.add(fault);
  }

  void clear() {
    waiting.clear();
  }

  List<Fault> waiting() {
    return List.copyOf(waiting);
  }

  /// What goes wrong with this call, null for nothing. The first that fits counts it, even where it
  /// lets it pass.
  @Nullable Misbehaviour take(ApiCall call) {
    for (int i = 0; i < waiting.size(); i++) {
      Fault fault = waiting.get(i);
      if (fault.on() != null && fault.on() != call) {
        continue;
      }
      if (fault.skip() > 0) {
        waiting.set(i, fault.skipping(fault.skip() - 1));
        return null;
      }
      if (fault.times() == 1) {
        waiting.remove(i);
      } else if (fault.times() > 1) {
        waiting.set(i, fault.times(fault.times() - 1));
      }
      return fault.how();
    }
    return null;
  }
}
