package dev.leasehold.verticles.simulation;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.Event;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Projections;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.gate.Acls;
import dev.leasehold.verticles.gate.Gate;
import dev.leasehold.verticles.gate.Names;
import dev.leasehold.verticles.gate.Ttls;
import dev.leasehold.verticles.node.EngineList;
import dev.leasehold.verticles.writer.Leadership;
import dev.leasehold.verticles.writer.Writer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;

/// One run of a node, from start to crash: the real writer, leadership and gate over executors that
/// the simulation pumps. A crash forgets all of it but the disk.
final class SimulatedNode {
  private static final long HOT_ROWS = 1_000;

  private static final Acls ACLS = new Acls();
  static final Engines ENGINES = EngineList.with(ACLS, (type, options, call) -> {});

  private final SimulatedClock clock;
  private final Deque<Runnable> self = new ArrayDeque<>();
  private final Deque<Runnable> store = new ArrayDeque<>();
  private final Deque<Runnable> worker = new ArrayDeque<>();
  private final List<Timer> timers = new ArrayList<>();
  private boolean up = true;
  private boolean led;

  final String name;
  final Committed committed;
  final Writer writer;
  final Leadership leadership;
  final Gate gate;

  /// What this node wrote under each sequence since it claimed the log.
  final Map<Long, List<Event>> written = new HashMap<>();

  private record Timer(Instant due, Runnable task) {}

  SimulatedNode(
      String name,
      SimulatedLog log,
      CrashingStore disk,
      Keyring keyring,
      Entropy entropy,
      SimulatedClock clock) {
    this.name = name;
    this.clock = clock;
    this.committed = Committed.open(disk, keyring, entropy, HOT_ROWS);
    Projections projections = new Projections();
    Executor mine = task -> add(self, task);
    this.writer = new Writer(committed, projections, mine, task -> add(store, task), clock);
    this.leadership =
        new Leadership(
            log.telling(written::clear),
            keyring,
            committed,
            projections,
            writer,
            new Leadership.Surroundings(
                mine,
                task -> add(worker, task),
                (wait, task) -> timers.add(new Timer(clock.instant().plus(wait), task)),
                clock,
                clock::nanos,
                entropy,
                true,
                fatal -> {
                  throw new AssertionError("the node gives up", fatal);
                }));
    this.gate = new Gate(ENGINES, ACLS, new Names(keyring), Ttls.SYSTEM, entropy);
    leadership.begin(() -> led = true);
  }

  private void add(Deque<Runnable> queue, Runnable task) {
    if (up) {
      queue.add(task);
    }
  }

  /// Runs one task of one of the threads, and tells whether there was one.
  boolean runOne(Random random) {
    due();
    List<Deque<Runnable>> busy = new ArrayList<>();
    for (Deque<Runnable> queue : List.of(self, store, worker)) {
      if (!queue.isEmpty()) {
        busy.add(queue);
      }
    }
    if (busy.isEmpty()) {
      return false;
    }
    busy.get(random.nextInt(busy.size())).remove().run();
    return true;
  }

  private void due() {
    for (Timer timer : List.copyOf(timers)) {
      if (!clock.instant().isBefore(timer.due())) {
        timers.remove(timer);
        worker.add(timer.task());
      }
    }
  }

  /// The process is gone: nothing of it runs any more.
  void crash() {
    up = false;
    self.clear();
    store.clear();
    worker.clear();
    timers.clear();
  }

  boolean up() {
    return up;
  }

  /// Whether it may answer: it led, and the log confirmed that a moment ago.
  boolean fresh() {
    return up && led && leadership.fresh();
  }

  boolean leading() {
    return up && writer.leading();
  }

  @Override
  public String toString() {
    return name;
  }
}
