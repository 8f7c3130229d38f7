package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.verticles.http.Life;
import dev.leasehold.verticles.node.Storage;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.writer.Reply;
import dev.leasehold.verticles.writer.Resolution;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long a server takes from its last share to its first answer, and what it holds in the heap,
/// does not grow with the leases that it keeps.
class StartTest {
  private static final Reveal TO_UNSEAL = Reveal.because("the test unseals its server again");
  private static final int LEASES_OF_A_COMMIT = 200;
  private static final Duration IDLE_LOOK = Duration.ofMillis(200);
  private static final double MEBI = 1 << 20;

  @TempDir Path folder;

  private record Start(int leases, Duration answered, Duration idle, long heapBytes) {
    String told() {
      return "%,9d leases: answers after %,5d ms, idle after %,6d ms, heap %.1f MiB"
          .formatted(leases, answered.toMillis(), idle.toMillis(), heapBytes / MEBI);
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

  private void assertFlat(int few, int many) throws Exception {
    start(10);
    Start small = start(few);
    Start large = start(many);
    System.out.println(small.told());
    System.out.println(large.told());
    assertTrue(
        large.answered().compareTo(small.answered().multipliedBy(3).plusSeconds(1)) < 0,
        "the first answer does not wait for the leases");
    assertTrue(large.heapBytes() - small.heapBytes() < 32 * MEBI, "the leases are not in the heap");
  }

  private Start start(int leases) throws Exception {
    Path data = folder.resolve("leases" + leases);
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
      int listed = root.list("sys/leases/lookup/db/creds/app/").body().at("/data/keys").size();
      assertEquals(Math.min(leases, 10_000), Math.min(listed, 10_000), "the leases are there");
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return new Start(leases, answered, idle, runtime.totalMemory() - runtime.freeMemory());
    }
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
    String mount = root.get("sys/mounts").text("/data/db~1/uuid");
    Life life = Objects.requireNonNull(server.life());
    for (int i = 0; i < leases; i += LEASES_OF_A_COMMIT) {
      List<Event> events = new ArrayList<>();
      for (int k = i; k < Math.min(leases, i + LEASES_OF_A_COMMIT); k++) {
        events.addAll(lease(mount, "db/creds/app/%024d".formatted(k)));
      }
      keep(life, events);
    }
  }

  private static List<Event> lease(String mount, String id) {
    Instant now = Instant.now();
    Instant expires = now.plus(Duration.ofDays(1));
    Lease lease =
        new Lease(
            "root",
            id,
            mount,
            mount + "/pg",
            "app",
            "t",
            "",
            "v-" + id,
            now,
            expires,
            now.plusSeconds(45),
            null,
            86_400,
            86_400,
            true);
    return List.of(
        new LeaseEvent.CredentialIntended(lease),
        new DatabaseEvent.CredentialPinned(mount, id, "pg", 1, List.of(), List.of()),
        new LeaseEvent.LeaseIssued(id));
  }

  private static void keep(Life life, List<Event> events) throws Exception {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    life.writer()
        .submit(
            (head, now) -> Resolution.of(Decision.of(Response.nothing(), events)),
            new Reply() {
              @Override
              public void decided(Resolution resolution, long sequence) {}

              @Override
              public void durable() {
                kept.complete(null);
              }

              @Override
              public void lost(Throwable why) {
                kept.completeExceptionally(why);
              }
            });
    kept.get(60, TimeUnit.SECONDS);
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
