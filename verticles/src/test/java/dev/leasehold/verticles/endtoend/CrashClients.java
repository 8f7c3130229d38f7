package dev.leasehold.verticles.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Clients that issue, renew, revoke and write against a server that is killed under them, and
/// remember what was acknowledged. What was never answered may be either way.
final class CrashClients {
  static final String BRIEF = "2s";
  static final String LONG = "1h";

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, String> written = new ConcurrentHashMap<>();
  private final Map<String, String> held = new ConcurrentHashMap<>();
  private final Map<String, String> ended = new ConcurrentHashMap<>();
  private final Map<String, String> leases = new ConcurrentHashMap<>();
  private final Set<String> usedTwice = ConcurrentHashMap.newKeySet();
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private final List<CrashTarget> targets;
  private final long seed;
  private final int atLeast;
  private volatile Client client;
  private volatile boolean finishing;

  /// @param atLeast how many rounds must be answered in all
  CrashClients(Client client, List<CrashTarget> targets, int atLeast, long seed) {
    this.client = client;
    this.targets = targets;
    this.atLeast = atLeast;
    this.seed = seed;
  }

  void start(int count) {
    for (int i = 0; i < count; i++) {
      Random random = new Random(seed + i);
      String name = "client" + i;
      threads.add(Thread.ofVirtual().start(() -> work(name, random)));
    }
  }

  /// The server has come back under another port.
  void goOn(Client next) {
    client = next;
  }

  /// Waits until so many more rounds were answered.
  void awaitProgress(int more) throws Exception {
    int goal = rounds.get() + more;
    Eventually.is("the clients get on", PATIENCE, () -> rounds.get() >= goal);
  }

  /// Lets the clients do what is left of their rounds, and waits for them.
  void finish() throws InterruptedException {
    finishing = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /// Key and value of each write that was acknowledged.
  Map<String, String> written() {
    return written;
  }

  /// Lease and user of what was handed out for an hour and nobody asked to revoke.
  Map<String, String> held() {
    return held;
  }

  /// Lease and user of what was handed out and is over: revoked, or past its time.
  Map<String, String> ended() {
    return new TreeMap<>(ended);
  }

  /// Credentials that were handed out for more than one lease.
  Set<String> usedTwice() {
    return usedTwice;
  }

  String summary() {
    return rounds
        + " rounds answered, "
        + unanswered
        + " not"
        + "; written "
        + written.size()
        + ", held "
        + held.size()
        + ", ended "
        + ended.size();
  }

  private void work(String name, Random random) {
    int next = 0;
    while (!finishing || rounds.get() < atLeast) {
      Client now = client;
      try {
        round(now, name + "-" + next++, random);
        rounds.incrementAndGet();
      } catch (IOException killed) {
        unanswered.incrementAndGet();
        while (client.equals(now) && !finishing) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private void round(Client now, String key, Random random) throws IOException {
    String value = Long.toHexString(random.nextLong());
    if (now.post("kv/" + key, Map.of("value", value)).good()) {
      written.put(key, value);
    }
    boolean brief = random.nextInt(4) == 0;
    CrashTarget target = targets.get(random.nextInt(targets.size()));
    Client.Answer issued = target.issue(now, brief ? BRIEF : LONG, key);
    if (!issued.good()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      return;
    }
    String lease = issued.text("/lease_id");
    String user = target.nameIn(issued);
    String other = leases.put(target.mount() + " " + user, lease);
    if (other != null) {
      usedTwice.add(user + " of " + other + " and " + lease);
    }
    if (random.nextInt(4) == 0) {
      now.post("sys/leases/renew", Map.of("lease_id", lease));
    }
    if (brief) {
      ended.put(lease, user);
    } else if (random.nextBoolean()) {
      held.put(lease, user);
    } else {
      Map<String, Object> body = Map.of("lease_id", lease, "sync", random.nextBoolean());
      if (now.post("sys/leases/revoke", body).good()) {
        ended.put(lease, user);
      }
    }
  }
}
