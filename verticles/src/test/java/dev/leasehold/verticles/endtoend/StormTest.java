package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.node.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many leases that are due at once do not keep those waiting who read or ask for credentials,
/// whether their target answers or accepts connections and never answers.
class StormTest {
  private static final Duration LOOK = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long LONGEST_MICROS = 120_000_000;

  @TempDir Path folder;
  private volatile Duration ahead = Duration.ZERO;

  /// How long requests took in one phase.
  private record Waits(Histogram read, Histogram write, Histogram credential) {
    static Waits none() {
      return new Waits(histogram(), histogram(), histogram());
    }

    private static Histogram histogram() {
      return new Histogram(LONGEST_MICROS, 3);
    }

    String told(String phase) {
      return "%-28s read %s   write %s   credential %s"
          .formatted(phase, told(read), told(write), told(credential));
    }

    private static String told(Histogram one) {
      return "p50 %6.1f p99 %7.1f ms (%,5d)"
          .formatted(
              one.getValueAtPercentile(50) / 1e3,
              one.getValueAtPercentile(99) / 1e3,
              one.getTotalCount());
    }
  }

  @Test
  void a_few_thousand_leases_that_are_due_keep_nobody_waiting() throws Exception {
    storm(3_000, true);
  }

  @Test
  void a_few_thousand_leases_of_a_target_that_hangs_keep_nobody_waiting() throws Exception {
    storm(3_000, false);
  }

  @Test
  @Tag("long")
  void a_hundred_thousand_leases_of_a_target_that_answers() throws Exception {
    storm(100_000, true);
  }

  @Test
  @Tag("long")
  void a_hundred_thousand_leases_of_a_target_that_hangs() throws Exception {
    storm(100_000, false);
  }

  private void storm(int leases, boolean answers) throws Exception {
    try (Postgres postgres = new Postgres(folder.resolve("postgres"));
        ServerSocket silent = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        Running server =
            Running.sealed(
                Storage.embedded(folder.resolve("data"), new SecureEntropy()),
                "127.0.0.1",
                () -> Instant.now().plus(ahead))) {
      server.unsealed();
      Client root = server.client();
      prepare(root, postgres, answers ? postgres.connection() : silent(silent));
      new ManyLeases(server, "storm/").add(leases, Instant.now());
      asked(root, Duration.ofSeconds(5));
      Waits quiet = asked(root, LOOK);

      ahead = Duration.ofDays(2);
      long begun = System.nanoTime();
      View state = Objects.requireNonNull(server.life()).state();
      Waits busy = askedUntil(root, () -> isOver(state, leases, answers), PATIENCE);
      double seconds = (System.nanoTime() - begun) / 1e9;

      System.out.println(quiet.told("quiet"));
      System.out.println(busy.told("%,d due, %s".formatted(leases, answers ? "answers" : "hangs")));
      System.out.printf(
          "    %s after %.1f s: %,.0f a second%n",
          answers ? "all revoked" : "all marked", seconds, leases / seconds);
      assertTrue(busy.read().getTotalCount() > 0 && busy.credential().getTotalCount() > 0);
      assertTrue(
          busy.read().getValueAtPercentile(50) < 20_000
              || busy.read().getValueAtPercentile(50) < 4 * quiet.read().getValueAtPercentile(50),
          "reads do not wait");
    }
  }

  /// With a target that hangs: everything is marked as over, and what was asked meanwhile is there.
  private static boolean isOver(View state, int leases, boolean answers) {
    return answers
        ? Leases.count(state, LeaseState.REVOKING) == 0 && Leases.count(state) < leases
        : Leases.count(state, LeaseState.REVOKING) >= leases;
  }

  private static void prepare(Client root, Postgres postgres, Map<String, Object> storm)
      throws IOException {
    root.done("sys/mounts/kv", Map.of("type", "kv"));
    root.done("kv/hot", Map.of("value", "x"));
    for (Map.Entry<String, Map<String, Object>> mount :
        Map.of("storm", storm, "db", postgres.connection()).entrySet()) {
      root.done("sys/mounts/" + mount.getKey(), Map.of("type", "database"));
      root.done(mount.getKey() + "/config/pg", mount.getValue());
    }
    root.done(
        "db/roles/app", Map.of("db_name", "pg", "creation_statements", List.of(Postgres.CREATE)));
  }

  private static Map<String, Object> silent(ServerSocket silent) {
    return Map.of(
        "plugin_name",
        "postgresql-database-plugin",
        "verify_connection",
        false,
        "connection_url",
        "postgresql://{{username}}:{{password}}@127.0.0.1:" + silent.getLocalPort() + "/db",
        "username",
        "u",
        "password",
        "p");
  }

  private static Waits asked(Client root, Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    return askedUntil(root, () -> System.nanoTime() > end, PATIENCE);
  }

  private interface Over {
    boolean isOver();
  }

  /// One client each that reads, writes and asks for credentials, until something is over.
  private static Waits askedUntil(Client root, Over over, Duration patience) throws Exception {
    Waits waits = Waits.none();
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService clients = Executors.newFixedThreadPool(3)) {
      List<Future<?>> asking = new ArrayList<>();
      asking.add(clients.submit(() -> ask(done, waits.read(), () -> root.get("kv/hot"))));
      asking.add(
          clients.submit(
              () -> ask(done, waits.write(), () -> root.post("kv/cold", Map.of("value", "y")))));
      asking.add(
          clients.submit(() -> ask(done, waits.credential(), () -> root.get("db/creds/app"))));
      try {
        Eventually.is("the storm is over", patience, over::isOver);
      } finally {
        done.set(true);
      }
      for (Future<?> each : asking) {
        each.get();
      }
    }
    return waits;
  }

  private interface Question {
    Client.Answer ask() throws IOException;
  }

  private static Void ask(AtomicBoolean done, Histogram waits, Question question)
      throws IOException {
    while (!done.get()) {
      long asked = System.nanoTime();
      Client.Answer answer = question.ask();
      waits.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - asked) / 1_000));
      assertEquals(2, answer.status() / 100, answer.toString());
    }
    return null;
  }
}
