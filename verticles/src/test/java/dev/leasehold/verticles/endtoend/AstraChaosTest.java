package dev.leasehold.verticles.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.verticles.astrasimulator.ApiCall;
import dev.leasehold.verticles.astrasimulator.Fault;
import dev.leasehold.verticles.astrasimulator.Misbehaviour;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random requests to an Astra that misbehaves at random: in the end just the tokens of the live
/// leases live, and of those that a client was told of none is missing.
final class AstraChaosTest {
  private static final int REQUESTS = 10;
  private static final List<String> NAMES = List.of("one", "two", "three");
  private static final List<ApiCall> CALLS = List.of(ApiCall.CREATE, ApiCall.DELETE, ApiCall.LIST);

  /// All but silence, which takes half a minute, a wait that a client is asked for, which takes
  /// seconds, and what arrives twice, which needs reconciliation.
  private static final List<Misbehaviour> FAULTS =
      List.of(
          new Misbehaviour.AnswersLate(Duration.ofMillis(50)),
          new Misbehaviour.ActsLate(Duration.ofMillis(50)),
          new Misbehaviour.Dropped(true),
          new Misbehaviour.Dropped(false),
          new Misbehaviour.Status(429, "30", false),
          new Misbehaviour.Status(403, "", false),
          new Misbehaviour.Status(500, "", true),
          new Misbehaviour.Status(503, "", false),
          new Misbehaviour.Truncated(),
          new Misbehaviour.BrokenOff(),
          new Misbehaviour.NullBody(true),
          new Misbehaviour.NullBody(false),
          new Misbehaviour.GoodWithErrors(true),
          new Misbehaviour.GoodWithErrors(false),
          new Misbehaviour.Page(502, true),
          new Misbehaviour.Page(200, false),
          new Misbehaviour.Redirect(307, ""));

  @Test
  void fifty_runs_leave_no_orphan_and_lose_no_lease() throws Exception {
    runs(50);
  }

  @Test
  @Tag("long")
  void a_thousand_runs_leave_no_orphan_and_lose_no_lease() throws Exception {
    runs(1_000);
  }

  private static void runs(int count) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("AstraChaosTest: -Dseed=" + seed);
    try (AstraBench bench = new AstraBench()) {
      for (int run = 0; run < count; run++) {
        new Run(bench, new Random(seed + run), "run " + run + " of -Dseed=" + seed).go();
      }
    }
  }

  private static final class Run {
    private final AstraBench bench;
    private final Random random;
    private final String name;
    private final String mount;
    private final Map<String, String> held = new TreeMap<>();

    Run(AstraBench bench, Random random, String name) throws IOException {
      this.bench = bench;
      this.random = random;
      this.name = name;
      this.mount = bench.mount();
    }

    private <T> T any(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }

    void go() throws Exception {
      for (int i = 0; i < REQUESTS; i++) {
        if (random.nextInt(3) > 0) {
          Fault fault = Fault.next(any(CALLS), any(FAULTS)).times(1 + random.nextInt(2));
          AstraBench.await(bench.astra.inject(fault));
        }
        if (random.nextInt(4) == 0) {
          bench.passes(Duration.ofSeconds(random.nextInt(60)));
        }
        request();
      }
      AstraBench.await(bench.astra.clearFaults());
      Eventually.is(
          "tokens and leases are the same after " + name, AstraBench.PATIENCE, this::settled);
      assertTrue(bench.live().containsAll(held.values()), "what was told lives, after " + name);
      Eventually.is(
          "all is revoked after " + name,
          AstraBench.PATIENCE,
          () -> {
            bench.passes(Duration.ofMinutes(10));
            return bench.root.post("sys/leases/revoke-prefix/" + mount, Map.of()).good();
          });
      Eventually.is(
          "no token is left after " + name,
          AstraBench.PATIENCE,
          () -> {
            bench.passes(Duration.ofMinutes(10));
            return bench.live().isEmpty();
          });
      bench.nothingLeaked();
    }

    /// What failed is due again by then.
    private boolean settled() throws IOException {
      bench.passes(Duration.ofSeconds(30));
      Set<String> live = bench.live();
      return live.equals(bench.leased(mount)) && live.containsAll(held.values());
    }

    private void request() throws IOException {
      switch (random.nextInt(held.isEmpty() ? 1 : 4)) {
        case 1 -> {
          String lease = any(List.copyOf(held.keySet()));
          held.remove(lease);
          AstraBench.harmless(bench.revoke(lease));
        }
        case 2 -> {
          String lease = any(List.copyOf(held.keySet()));
          String client = held.remove(lease);
          AstraBench.harmless(bench.root.delete(mount + "/org/token?client_id=" + client));
        }
        case 3 -> {
          String lease = any(List.copyOf(held.keySet()));
          Client.Answer renewed = bench.root.post("sys/leases/renew", Map.of("lease_id", lease));
          assertEquals(200, renewed.status(), renewed.errors());
        }
        default -> {
          Client.Answer answer = bench.create(mount, any(NAMES));
          if (answer.good()) {
            held.put(answer.text("/lease_id"), answer.text("/data/clientId"));
          } else {
            AstraBench.harmless(answer);
          }
        }
      }
    }
  }
}
