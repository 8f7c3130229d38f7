package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.verticles.node.Storage;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long a server takes from its last share to its first answer, and what it holds in the heap,
/// does not grow with the leases that it keeps.
class StartTest {
  private static final Reveal TO_UNSEAL = Reveal.because("the test unseals its server again");
  private static final int PAGE = 100;
  private static final int PAGES = 9;
  private static final Duration IDLE_LOOK = Duration.ofMillis(200);
  private static final double MEBI = 1 << 20;

  @TempDir Path folder;

  /// @param firstPage of a search for leases, right after the start
  /// @param page of such searches once they are warm, at the median
  /// @param heapBytes after a collection
  private record Start(
      int leases,
      Duration answered,
      Duration idle,
      Duration firstPage,
      Duration page,
      long heapBytes) {
    String told() {
      String start =
          "%,9d leases: answers after %,5d ms, idle after %,6d ms, heap %.1f MiB, "
              .formatted(leases, answered.toMillis(), idle.toMillis(), heapBytes / MEBI);
      return start
          + "page of %d after %,4d ms (first), %.1f ms"
              .formatted(PAGE, firstPage.toMillis(), page.toNanos() / 1e6);
    }
  }

  @Test
  void ten_thousand_leases_start_as_one_thousand() throws Exception {
    assertFlat(1_000, 10_000);
  }

  @Test
  @Tag("long")
  void a_hundred_thousand_leases_start_as_one_thousand() throws Exception {
    assertFlat(1_000, 100_000);
  }

  @Test
  @Tag("long")
  void a_million_leases_start_as_one_thousand() throws Exception {
    assertFlat(1_000, 1_000_000);
  }

  private void assertFlat(int few, int many) throws Exception {
    start(few);
    Start small = start(few);
    Start large = start(many);
    System.out.println(small.told());
    System.out.println(large.told());
    assertTrue(
        large.answered().compareTo(small.answered().multipliedBy(3).plusSeconds(1)) < 0,
        "the first answer does not wait for the leases");
    assertTrue(
        large.page().compareTo(small.page().multipliedBy(3).plusMillis(50)) < 0,
        "a page does not wait for the other leases");
    assertTrue(large.heapBytes() - small.heapBytes() < 32 * MEBI, "the leases are not in the heap");
  }

  private Start start(int leases) throws Exception {
    Path data = Files.createTempDirectory(folder, "leases");
    String share;
    try (Running server = Running.sealed(Storage.embedded(data, new SecureEntropy()))) {
      share = HexFormat.of().formatHex(server.unsealed().unsealKey().reveal(TO_UNSEAL));
      fill(server, leases);
    }
    try (Running server = Running.sealed(Storage.embedded(data, new SecureEntropy()))) {
      Client root = server.client();
      root.get("sys/health");
      long begun = System.nanoTime();
      root.done("sys/unseal", Map.of("key", share));
      assertEquals(200, root.get("auth/token/lookup-self").status());
      Duration answered = Duration.ofNanos(System.nanoTime() - begun);
      awaitIdle();
      Duration idle = Duration.ofNanos(System.nanoTime() - begun);
      assertEquals(
          leases, Leases.count(Objects.requireNonNull(server.life()).state()), "all are there");
      List<Duration> pages = pages(root);
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return new Start(
          leases,
          answered,
          idle,
          pages.getFirst(),
          pages.stream().sorted().toList().get(pages.size() / 2),
          runtime.totalMemory() - runtime.freeMemory());
    }
  }

  /// How long each of some pages took, one behind the other.
  private static List<Duration> pages(Client root) throws Exception {
    List<Duration> times = new ArrayList<>();
    String next = "";
    for (int i = 0; i < PAGES; i++) {
      long begun = System.nanoTime();
      Client.Answer page = root.get("sys/leases/search?mount=db&limit=" + PAGE + "&after=" + next);
      times.add(Duration.ofNanos(System.nanoTime() - begun));
      assertEquals(PAGE, page.body().at("/data/leases").size());
      next = page.text("/data/next");
    }
    return times;
  }

  private static void fill(Running server, int leases) throws Exception {
    Client root = server.client();
    root.done("sys/mounts/db", Map.of("type", "database"));
    root.done(
        "db/config/pg",
        Map.of(
            "plugin_name", "postgresql-database-plugin",
            "verify_connection", false,
            "connection_url", "postgresql://{{username}}:{{password}}@127.0.0.1:1/db",
            "username", "u",
            "password", "p"));
    new ManyLeases(server, "db/").add(leases, Instant.now());
  }

  /// Waits until this process does next to nothing for a moment.
  private static void awaitIdle() throws Exception {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long[] last = {system.getProcessCpuTime(), System.nanoTime()};
    Eventually.is(
        "the server is idle",
        Duration.ofSeconds(60),
        () -> {
          if (System.nanoTime() - last[1] < IDLE_LOOK.toNanos()) {
            return false;
          }
          long used = system.getProcessCpuTime() - last[0];
          last[0] += used;
          last[1] = System.nanoTime();
          return used < IDLE_LOOK.toNanos() / 4;
        });
  }
}
