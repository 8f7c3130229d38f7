package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed again and again while clients issue, renew and revoke, and while the
/// ways to its targets break: in the end each target has just the credentials of the live leases,
/// nothing that was acknowledged is missing, and no credential was handed out twice. A run is the
/// time between two kills.
class CrashTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Beyond the deadline of every intent and the time of every brief lease, far below an hour.
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static final int CLIENTS = 4;
  private static final Set<String> TTLS = Set.of(CrashClients.BRIEF, CrashClients.LONG);

  /// So much later than an answer the kill may come: some time within the next rounds.
  private static final int MOST_NANOS = 400_000_000;

  /// Every so many runs a target is not only cut off but stopped.
  private static final int RUNS_A_STOP = 10;

  private static final int RUNS = 50;
  private static final int ROUNDS_A_RUN = 6;

  @TempDir Path folder;

  @Test
  void fifty_runs_lose_nothing_and_leave_nothing_behind() throws Exception {
    crash(folder, Long.getLong("seed", System.nanoTime()));
  }

  @Test
  @Tag("long")
  void a_thousand_runs_lose_nothing_and_leave_nothing_behind() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    for (int i = 0; i < 1000 / RUNS; i++) {
      crash(folder.resolve("crash" + i), seed + i);
    }
  }

  private static void crash(Path folder, long seed) throws Exception {
    System.out.println("CrashTest: -Dseed=" + seed);
    Random random = new Random(seed);
    List<CrashTarget> targets = CrashTargets.start(folder);
    ChildServer server = start(folder, Duration.ZERO);
    try {
      Client.Answer born =
          Client.of(server.port(), "")
              .done("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
      String share = born.body().at("/keys/0").asText();
      String token = born.text("/root_token");
      Client root = unsealed(server, share, token);
      root.done("sys/mounts/kv", Map.of("type", "kv"));
      for (CrashTarget target : targets) {
        target.prepare(root, TTLS);
      }
      CrashClients clients =
          new CrashClients(root, targets, RUNS * ROUNDS_A_RUN, random.nextLong());
      clients.start(CLIENTS);
      for (int run = 0; run < RUNS; run++) {
        clients.awaitProgress(random.nextInt(1, 2 * ROUNDS_A_RUN));
        Trouble trouble = Trouble.drawn(targets, run % RUNS_A_STOP == RUNS_A_STOP / 2, random);
        trouble.begin();
        LockSupport.parkNanos(random.nextInt(MOST_NANOS));
        server.kill();
        boolean lasting = random.nextBoolean();
        if (!lasting) {
          trouble.end();
        }
        server = start(folder, Duration.ZERO);
        clients.goOn(unsealed(server, share, token));
        LockSupport.parkNanos(random.nextInt(MOST_NANOS));
        if (lasting) {
          trouble.end();
        }
      }
      clients.finish();
      System.out.println("CrashTest: " + RUNS + " runs, " + clients.summary());
      server.kill();
      server = start(folder, AHEAD);
      check(unsealed(server, share, token), targets, clients);
    } finally {
      server.close();
      for (CrashTarget target : targets) {
        target.close();
      }
    }
  }

  /// What befalls a target in a run.
  private record Trouble(CrashTarget target, FaultyWire.Fault fault, boolean stops) {

    static Trouble drawn(List<CrashTarget> targets, boolean stops, Random random) {
      CrashTarget target = targets.get(random.nextInt(targets.size()));
      List<FaultyWire.Fault> faults = FaultyWire.BREAKS;
      return new Trouble(
          target, faults.get(random.nextInt(faults.size())), stops && target.restarts());
    }

    void begin() throws Exception {
      target.wire().breakIt(fault);
      if (stops) {
        target.stop();
      }
    }

    void end() throws Exception {
      if (stops) {
        target.startAgain();
      }
      target.wire().breakIt(FaultyWire.Fault.NONE);
    }
  }

  private static ChildServer start(Path folder, Duration ahead) throws IOException {
    return ChildServer.start(folder.resolve("leasehold"), folder.resolve("log"), ahead);
  }

  private static Client unsealed(ChildServer server, String share, String token)
      throws IOException {
    Client root = Client.of(server.port(), token);
    Client.Answer answer = root.done("sys/unseal", Map.of("key", share));
    assertEquals(false, answer.body().path("sealed").asBoolean(true), answer.toString());
    return root;
  }

  private static void check(Client root, List<CrashTarget> targets, CrashClients clients)
      throws Exception {
    assertEquals(Set.of(), clients.usedTwice());
    for (Map.Entry<String, String> written : clients.written().entrySet()) {
      Client.Answer read = root.get("kv/" + written.getKey());
      assertEquals(written.getValue(), read.body().at("/data/value").asText(), read.toString());
    }
    for (CrashTarget target : targets) {
      check(root, target, clients);
    }
  }

  private static void check(Client root, CrashTarget target, CrashClients clients)
      throws Exception {
    Eventually.nothing(
        "more or fewer credentials than live leases of " + target.mount(),
        PATIENCE,
        () -> unmatched(live(root, target), target.users(), clients.held()));
    Set<String> live = live(root, target);
    Set<String> users = target.users();
    String folder = target.mount() + "/";
    clients
        .held()
        .forEach((lease, user) -> {
          if (lease.startsWith(folder)) {
            assertTrue(live.contains(lease), lease + " was acknowledged");
            assertTrue(users.contains(user), user + " was acknowledged");
          }
        });
    clients
        .ended()
        .forEach((lease, user) -> {
          assertTrue(!live.contains(lease), lease + " is over");
          assertTrue(!users.contains(user), user + " is over");
        });
    root.done("sys/leases/revoke-prefix/" + target.mount(), Map.of());
    Eventually.is("no credential is left", PATIENCE, () -> target.users().isEmpty());
  }

  /// Nothing where there are as many credentials as leases; else those that no client was told of,
  /// among which are those that are too many.
  private static Set<String> unmatched(
      Set<String> live, Set<String> users, Map<String, String> held) {
    Set<String> untold = new TreeSet<>();
    if (live.size() != users.size()) {
      untold.addAll(live);
      untold.addAll(users);
      untold.removeAll(held.keySet());
      untold.removeAll(held.values());
      untold.add(live.size() + " leases and " + users.size() + " credentials");
    }
    return untold;
  }

  /// The ids of the leases that are neither over nor in the making.
  private static Set<String> live(Client root, CrashTarget target) throws IOException {
    Set<String> live = new TreeSet<>();
    for (String ttl : TTLS) {
      String folder = target.leases(ttl);
      for (var key : root.list("sys/leases/lookup/" + folder).body().at("/data/keys")) {
        String id = folder + key.asText();
        Client.Answer lease = root.post("sys/leases/lookup", Map.of("lease_id", id));
        if (lease.body().at("/data/ttl").asInt() > 0) {
          live.add(id);
        }
      }
    }
    return live;
  }
}
