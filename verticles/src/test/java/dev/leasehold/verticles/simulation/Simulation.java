package dev.leasehold.verticles.simulation;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Lease;
import dev.leasehold.events.journal.Mishap;
import dev.leasehold.projections.Digest;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.lease.TargetKey;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.expiry.ExpirySteps;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.writer.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// One run: nodes, clients, a target and a log, and between any two steps whatever the seed draws.
///
/// After each step nothing may be broken that a client was told; at the end all is healed, and what
/// the last node has must be what the log says, read from its first record.
final class Simulation {
  private static final int TRACE = 25;
  private static final int MOST_NODES = 2;
  private static final int HEALING_ROUNDS = 400;
  private static final Instant KEYS_DRAWN = Instant.parse("2026-11-22T09:00:00Z");
  private static final Keyring KEYRING =
      Keyring.initial("cluster", new SeededEntropy(7), KEYS_DRAWN);
  private static final MacKey DIGEST_KEY = MacKey.of(new SeededEntropy(8).bytes(MacKey.LENGTH));
  private static final List<Mishap> MISHAPS = List.of(Mishap.values());

  private final long seed;
  private final Random random;
  private final SimulatedClock clock = new SimulatedClock();
  private final SimulatedLog log = new SimulatedLog();
  private final SeededEntropy entropy;
  private final Follower follower = new Follower(log, KEYRING);
  private final LeaseBook book = new LeaseBook();
  private final Ledger ledger = new Ledger();
  private final Target target;
  private final Door door;
  private final Clients clients;
  private final List<CrashingStore> disks = new ArrayList<>();
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Set<String> dropping = new HashSet<>();
  private final Deque<String> trace = new ArrayDeque<>();
  private long booked;

  Simulation(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.entropy = new SeededEntropy(seed);
    this.target = new Target(random);
    this.door = new Door(clock, follower, target);
    this.clients = new Clients(random, door, ledger, book);
    for (int i = 0; i < MOST_NODES; i++) {
      disks.add(new CrashingStore());
    }
  }

  /// Runs so many steps. What is broken is an `AssertionError` that names the seed and the last
  /// steps.
  void run(int steps) {
    try {
      begin();
      for (int i = 0; i < steps; i++) {
        step();
        check();
      }
      heal();
    } catch (AssertionError | RuntimeException broken) {
      String last = String.join("\n  ", trace);
      throw new AssertionError("seed " + seed + ": " + broken.getMessage() + "\n  " + last, broken);
    }
  }

  private void begin() {
    SimulatedNode first = start(0);
    untilQuiet(first);
    first.writer.submit(
        (head, now) -> Birth.of(KEYRING, Clients.ROOT, now),
        new Watched(first, follower, new Watched.Told() {}));
    untilQuiet(first);
  }

  private SimulatedNode start(int number) {
    String name = "node " + number;
    SimulatedNode started =
        new SimulatedNode(name, log, disks.get(number), KEYRING, entropy, clock);
    nodes.add(started);
    return started;
  }

  private void untilQuiet(SimulatedNode node) {
    boolean some = true;
    while (some) {
      some = node.runOne(random);
      some |= log.deliverOne();
    }
  }

  private void step() {
    int drawn = random.nextInt(100);
    SimulatedNode node = nodes.isEmpty() ? start(0) : nodes.get(random.nextInt(nodes.size()));
    if (drawn < 28) {
      note(node + ": " + clients.request(node));
    } else if (drawn < 68) {
      pump(node, drawn < 48);
    } else if (drawn < 76) {
      note("an act");
      target.step(clock.instant());
    } else if (drawn < 82) {
      expire(node);
    } else if (drawn < 90) {
      pass();
    } else {
      happen(node, drawn);
    }
  }

  private void pump(SimulatedNode node, boolean tasks) {
    int times = 1 + random.nextInt(4);
    note((tasks ? node + ": tasks " : "acknowledgements ") + times);
    for (int i = 0; i < times; i++) {
      boolean done = tasks ? node.runOne(random) : log.deliverOne();
      if (!done) {
        return;
      }
    }
  }

  private void pass() {
    int drawn = random.nextInt(20);
    Duration by =
        drawn < 14
            ? Duration.ofMillis(random.nextInt(900))
            : drawn < 19 ? Duration.ofSeconds(random.nextInt(90)) : Duration.ofMinutes(25);
    clock.advance(by);
    note("time passes: " + by);
    for (SimulatedNode node : nodes) {
      if (random.nextBoolean()) {
        node.leadership.beat(Map.of());
      } else {
        node.leadership.tick();
      }
    }
  }

  private void happen(SimulatedNode node, int drawn) {
    switch (drawn) {
      case 90, 91, 92 -> {
        Mishap mishap = MISHAPS.get(random.nextInt(MISHAPS.size()));
        note("the next append: " + mishap);
        log.order(mishap);
      }
      case 93 -> crash(node);
      case 94 -> startAnother();
      case 95, 96 -> {
        note("a late record arrives");
        log.release();
      }
      case 97 -> {
        note("compaction");
        log.compact();
      }
      case 98 -> {
        note(node + ": flush");
        node.committed.flush();
      }
      default -> compare();
    }
  }

  private void crash(SimulatedNode node) {
    note(node + ": crash");
    node.crash();
    nodes.remove(node);
    disk(node).crash();
  }

  private CrashingStore disk(SimulatedNode node) {
    return disks.get(node.name.endsWith("0") ? 0 : 1);
  }

  private void startAnother() {
    for (int i = 0; i < MOST_NODES; i++) {
      String name = "node " + i;
      if (nodes.stream().noneMatch(node -> node.name.equals(name))) {
        note(name + ": start");
        start(i);
        return;
      }
    }
  }

  /// What the expiry room does in a tick.
  private void expire(SimulatedNode node) {
    if (!node.leading() || !node.fresh()) {
      return;
    }
    note(node + ": expiry");
    Instant now = clock.instant();
    if (!ExpirySteps.page(SimulatedNode.ENGINES, node.committed, now).events().isEmpty()) {
      node.writer.submit(
          (head, at) -> Resolution.of(ExpirySteps.page(SimulatedNode.ENGINES, head, at)),
          new Watched(node, follower, new Watched.Told() {}));
    }
    for (String bulkhead : Leases.dueTargets(node.committed, now, 8)) {
      for (TargetKey due : Leases.dueAt(node.committed, bulkhead, now, null, 8)) {
        LeaseRow row = Leases.find(node.committed, due.id());
        if (row != null && row.state() == LeaseState.REVOKING && dropping.add(due.id())) {
          drop(node, row.lease());
        }
      }
    }
  }

  private void drop(SimulatedNode node, Lease lease) {
    Effect effect = SimulatedNode.ENGINES.leasing("database").revocation(lease, node.committed);
    if (effect == null) {
      throw new AssertionError("nobody can tell how a lease is revoked");
    }
    target.begin(
        new Target.Act(
            effect,
            null,
            outcome -> {
              dropping.remove(lease.id());
              if (node.up()) {
                node.writer.submit(
                    (head, at) ->
                        Resolution.of(
                            ExpirySteps.settle(
                                lease.target(), lease.id(), outcome, head, at, entropy)),
                    new Watched(node, follower, new Watched.Told() {}));
              }
            }));
  }

  private void check() {
    follower.catchUp();
    while (booked < follower.sequence()) {
      follower.events(++booked).forEach(book::read);
    }
    book.check(target.users());
    for (SimulatedNode node : nodes) {
      if (node.committed.sequence() > 0) {
        ledger.checkSome(node.committed, door.reading(node), random);
      }
    }
  }

  /// A node that has read as far as the follower has the same rows.
  private void compare() {
    follower.catchUp();
    for (SimulatedNode node : nodes) {
      if (node.committed.sequence() == follower.sequence()) {
        note(node + ": compared");
        same(Digest.of(node.committed, DIGEST_KEY), Digest.of(follower.state(), DIGEST_KEY));
      }
    }
  }

  private static void same(Digest one, Digest other) {
    String table = one.firstDifference(other);
    if (table != null) {
      throw new AssertionError("a follower differs from the writer in " + table);
    }
  }

  /// Nothing goes wrong any more: one node leads, and everything comes to its end.
  private void heal() {
    note("healing");
    log.heal();
    while (log.release()) {
      note("a late record arrives");
    }
    while (nodes.size() > 1) {
      crash(nodes.getLast());
    }
    check();
    SimulatedNode node = nodes.isEmpty() ? start(0) : nodes.getFirst();
    for (int i = 0; i < HEALING_ROUNDS && !settled(node); i++) {
      untilQuiet(node);
      clock.advance(Duration.ofMillis(i < 20 ? 700 : 100));
      node.leadership.beat(Map.of());
      untilQuiet(node);
      expire(node);
      target.finish(clock.instant());
      untilQuiet(node);
      check();
    }
    finish(node);
  }

  private boolean settled(SimulatedNode node) {
    return node.leading()
        && node.fresh()
        && node.committed.sequence() == follower.sequence()
        && target.idle()
        && ExpirySteps.page(SimulatedNode.ENGINES, node.committed, clock.instant())
            .events()
            .isEmpty();
  }

  private void finish(SimulatedNode node) {
    if (!settled(node)) {
      throw new AssertionError("a healthy node does not come to rest");
    }
    check();
    ledger.check(node.committed, door.reading(node));
    for (Lease lease : book.in(LeaseState.ACTIVE)) {
      if (Tokens.live(node.committed, lease.token(), clock.instant()) == null) {
        throw new AssertionError("a lease outlives its token");
      }
    }
    Digest running = Digest.of(node.committed, DIGEST_KEY);
    same(running, Digest.of(follower.state(), DIGEST_KEY));
    log.compact();
    Follower rebuilt = new Follower(log, KEYRING).catchUp();
    same(running, Digest.of(rebuilt.state(), DIGEST_KEY));
    if (!rebuilt.hashes().equals(follower.hashes())) {
      throw new AssertionError("two readers of the log have read other commits");
    }
    ledger.checkDestroyed(rebuilt.state());
  }

  private void note(String what) {
    trace.add(what);
    if (trace.size() > TRACE) {
      trace.remove();
    }
  }
}
