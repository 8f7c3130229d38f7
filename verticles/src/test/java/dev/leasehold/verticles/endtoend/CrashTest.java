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

/// A server that is killed again and again while clients issue and revoke: in the end the database
/// has just the users of the live leases, and nothing that was acknowledged is missing.
class CrashTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Beyond the deadline of every intent and the time of every brief lease, far below an hour.
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static final int CLIENTS = 4;

  /// So much later than an answer the kill may come: some time within the next rounds.
  private static final int MOST_NANOS = 200_000_000;

  @TempDir Path folder;

  @Test
  void six_kills_lose_nothing_and_leave_nothing_behind() throws Exception {
    crash(6, 200);
  }

  @Test
  @Tag("long")
  void thirty_kills_lose_nothing_and_leave_nothing_behind() throws Exception {
    crash(30, 1_000);
  }

  private void crash(int kills, int rounds) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("CrashTest: -Dseed=" + seed);
    Random random = new Random(seed);
    try (Postgres postgres = new Postgres(folder.resolve("postgres"))) {
      ChildServer server = start(Duration.ZERO);
      try {
        Client.Answer born =
            Client.of(server.port(), "")
                .done("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
        String share = born.body().at("/keys/0").asText();
        String token = born.text("/root_token");
        Client root = unsealed(server, share, token);
        prepare(root, postgres);
        CrashClients clients = new CrashClients(root, rounds, random.nextLong());
        clients.start(CLIENTS);
        for (int kill = 0; kill < kills; kill++) {
          clients.awaitProgress(random.nextInt(rounds / kills));
          LockSupport.parkNanos(random.nextInt(MOST_NANOS));
          server.kill();
          if (kill == kills / 2) {
            postgres.stop();
          }
          server = start(Duration.ZERO);
          clients.goOn(unsealed(server, share, token));
          if (kill == kills / 2) {
            clients.awaitProgress(CLIENTS);
            postgres.startAgain();
          }
        }
        clients.finish();
        System.out.println("CrashTest: " + clients.summary());
        server.kill();
        server = start(AHEAD);
        check(unsealed(server, share, token), postgres, clients);
      } finally {
        server.close();
      }
    }
  }

  private ChildServer start(Duration ahead) throws IOException {
    return ChildServer.start(folder.resolve("leasehold"), folder.resolve("log"), ahead);
  }

  private static Client unsealed(ChildServer server, String share, String token)
      throws IOException {
    Client root = Client.of(server.port(), token);
    Client.Answer answer = root.done("sys/unseal", Map.of("key", share));
    assertEquals(false, answer.body().path("sealed").asBoolean(true), answer.toString());
    return root;
  }

  private static void prepare(Client root, Postgres postgres) throws IOException {
    root.done("sys/mounts/kv", Map.of("type", "kv"));
    root.done("sys/mounts/db", Map.of("type", "database"));
    root.done("db/config/pg", postgres.connection());
    for (String ttl : List.of("2s", "1h")) {
      root.done(
          "db/roles/" + ttl,
          Map.of(
              "db_name",
              "pg",
              "creation_statements",
              List.of(Postgres.CREATE),
              "default_ttl",
              ttl,
              "max_ttl",
              "24h"));
    }
  }

  private static void check(Client root, Postgres postgres, CrashClients clients) throws Exception {
    for (Map.Entry<String, String> written : clients.written().entrySet()) {
      Client.Answer read = root.get("kv/" + written.getKey());
      assertEquals(written.getValue(), read.body().at("/data/value").asText(), read.toString());
    }
    Eventually.nothing(
        "more users than live leases, or fewer",
        PATIENCE,
        () -> unmatched(live(root), postgres.users(), clients.held()));
    Set<String> live = live(root);
    Set<String> users = postgres.users();
    clients
        .held()
        .forEach((lease, user) -> {
          assertTrue(live.contains(lease), lease + " was acknowledged");
          assertTrue(users.contains(user), user + " was acknowledged");
        });
    clients
        .ended()
        .forEach((lease, user) -> {
          assertTrue(!live.contains(lease), lease + " is over");
          assertTrue(!users.contains(user), user + " is over");
        });
    root.done("sys/leases/revoke-prefix/db", Map.of());
    Eventually.is("no user is left", PATIENCE, () -> postgres.users().isEmpty());
  }

  /// Nothing where there are as many users as leases; else those that no client was told of, among
  /// which are those that are too many.
  private static Set<String> unmatched(
      Set<String> live, Set<String> users, Map<String, String> held) {
    Set<String> untold = new TreeSet<>();
    if (live.size() != users.size()) {
      untold.addAll(live);
      untold.addAll(users);
      untold.removeAll(held.keySet());
      untold.removeAll(held.values());
      untold.add(live.size() + " leases and " + users.size() + " users");
    }
    return untold;
  }

  /// The ids of the leases that are neither over nor in the making.
  private static Set<String> live(Client root) throws IOException {
    Set<String> live = new TreeSet<>();
    for (String role : List.of("2s", "1h")) {
      String folder = "db/creds/" + role + "/";
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
