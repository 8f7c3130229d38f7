package dev.leasehold.verticles.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.verticles.request.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What is measured and how it is told, by clocks that the test moves.
class TelemetryTest {
  private static final Reveal SHOWN = Reveal.because("a test reads the page");
  private static final Instant START = Instant.parse("2026-11-22T12:00:03Z");

  private long nanos;
  private Telemetry telemetry = with(TelemetrySettings.USUAL);

  @Test
  void before_an_interval_is_closed_the_open_one_is_told() {
    telemetry.count("token.creation", Map.of("mount_point", "auth/token/"));

    String page = page("");

    assertTrue(page.startsWith("{\"Timestamp\":\"2026-11-22 12:00:00 +0000 UTC\""), page);
    assertTrue(
        page.contains(
            "{\"Name\":\"vault.token.creation\",\"Count\":1,\"Rate\":0.1,\"Sum\":1,\"Min\":1,"
                + "\"Max\":1,\"Mean\":1,\"Stddev\":0,"
                + "\"Labels\":{\"mount_point\":\"auth/token/\"}}"),
        page);
  }

  @Test
  void a_closed_interval_is_told_until_the_next_is() {
    took("core.handle_request", 2_000_000);
    took("core.handle_request", 4_000_000);
    telemetry.turn(START.plusSeconds(10));
    took("core.handle_request", 100_000_000);

    Spread told =
        Objects.requireNonNull(
            telemetry.interval().samples().get(Figure.of("vault.core.handle_request")));

    assertEquals(2, told.count());
    assertEquals(6, told.sum());
    assertEquals(3, told.mean());
    assertEquals(2, told.least(), 0.02);
    assertEquals(4, told.most(), 0.04);
    assertEquals(Math.sqrt(2), told.deviation(), 0.02);
  }

  @Test
  void what_did_not_happen_in_an_interval_is_not_told() {
    telemetry.count("token.creation");
    telemetry.turn(START.plusSeconds(10));
    telemetry.turn(START.plusSeconds(20));

    assertTrue(page("").endsWith("\"Points\":[],\"Counters\":[],\"Samples\":[]}"), page(""));
  }

  @Test
  void prometheus_is_told_since_the_start_under_vaults_names() {
    telemetry.count("token.creation", Map.of("mount_point", "auth/token/"));
    took("route.read.secret-", 1_000_000);
    telemetry.turn(START.plusSeconds(10));
    telemetry.count("token.creation", Map.of("mount_point", "auth/token/"));

    List<String> lines = page("prometheus").lines().toList();

    assertTrue(lines.contains("vault_token_creation{mount_point=\"auth/token/\"} 2.0"));
    assertTrue(lines.contains("# TYPE vault_route_read_secret_ summary"));
    assertTrue(lines.contains("vault_route_read_secret__count 1"));
    assertTrue(lines.contains("vault_route_read_secret__sum 1.0"));
    assertTrue(lines.contains("vault_core_unsealed 1.0"));
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("jvm_memory_used_bytes{")));
  }

  @Test
  void prometheus_is_told_nothing_where_nothing_is_kept_for_it() {
    telemetry = with(TelemetrySettings.NONE);
    Response response = answer("prometheus");
    assertEquals(Response.Shape.RAW_REFUSAL, response.shape());
    assertEquals("text/plain", response.mediaType());
    assertEquals("prometheus is not enabled", page("prometheus"));
  }

  @Test
  void a_format_that_nobody_knows_is_refused() {
    assertEquals("metric response format \"x\\\"\" unknown", page("x\""));
  }

  @Test
  void the_longest_rule_says_whether_a_figure_is_told() {
    telemetry =
        with(
            new TelemetrySettings(
                Duration.ofHours(1),
                "lh",
                10,
                false,
                List.of("+lh.core", "-lh.core.handle", "+lh.token")));
    took("core.handle_request", 1);
    took("core.other", 1);
    telemetry.count("token.creation");
    telemetry.count("secret.lease.creation");

    Telemetry.Interval interval = telemetry.interval();

    assertEquals(List.of(Figure.of("lh.core.other")), List.copyOf(interval.samples().keySet()));
    assertEquals(
        List.of(Figure.of("lh.token.creation")), List.copyOf(interval.counters().keySet()));
  }

  @Test
  void there_are_no_more_figures_of_a_kind_than_set() {
    telemetry = with(new TelemetrySettings(Duration.ZERO, "vault", 2, true, List.of()));
    for (int i = 0; i < 5; i++) {
      telemetry.count("quota.rate_limit.violation", Map.of("name", "limit" + i));
    }
    telemetry.count("quota.rate_limit.violation", Map.of("name", "limit0"));

    assertEquals(List.of(2L, 1L), telemetry.totals().values().stream().toList());
  }

  @Test
  void whoever_records_while_others_read_loses_nothing() throws InterruptedException {
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < 10_000; n++) {
                  telemetry.took("core.handle_request", 1_000);
                }
              });
    }
    long closed = 0;
    for (int turns = 0; turns < 50; turns++) {
      telemetry.turn(START.plusSeconds(turns));
      closed += lately();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    telemetry.turn(START.plusSeconds(100));
    closed += lately();

    assertEquals(40_000, closed);
    assertFalse(telemetry.times().isEmpty());
  }

  private long lately() {
    Spread spread = telemetry.interval().samples().get(Figure.of("vault.core.handle_request"));
    return spread == null ? 0 : spread.count();
  }

  private Telemetry with(TelemetrySettings settings) {
    return new Telemetry(settings, () -> nanos, START);
  }

  private void took(String name, long took) {
    long began = telemetry.nanos();
    nanos += took;
    telemetry.since(name, began);
  }

  private Response answer(String format) {
    return new MetricsPage(telemetry, () -> List.of(Gauge.of("core.unsealed", 1))).in(format);
  }

  private String page(String format) {
    return Objects.requireNonNull(answer(format).body()).revealUtf8(SHOWN);
  }
}
