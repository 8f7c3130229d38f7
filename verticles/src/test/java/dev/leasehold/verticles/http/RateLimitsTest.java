package dev.leasehold.verticles.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Event;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountConfig;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.QuotaEvent.QuotasConfigured;
import dev.leasehold.events.QuotaEvent.RateLimitWritten;
import dev.leasehold.events.QuotaEvent.RoleLimitWritten;
import dev.leasehold.events.RateLimit;
import dev.leasehold.events.SysEvent.MountEnabled;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Who may ask how often, by a clock that the test moves.
class RateLimitsTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final SeededEntropy entropy = new SeededEntropy(5);
  private final Keyring keyring = Keyring.initial("cluster", entropy, START);
  private final Head head = new Head(Committed.open(new MemoryStore(), keyring, entropy, 100));
  private final RateLimits limits = new RateLimits();
  private Instant now = START;
  private String role = "";

  RateLimitsTest() {
    mount(MountTable.SECRET, "kv/", "kv");
    mount(MountTable.AUTH, "app/", "approle");
  }

  private void mount(MountTable table, String path, String type) {
    replay(
        new MountEnabled(
            new Mount(
                "root",
                table,
                "uuid of " + path,
                path,
                type,
                "",
                type + "_1",
                false,
                false,
                false,
                Map.of(),
                MountConfig.DEFAULT)));
  }

  @Test
  void who_has_used_up_an_interval_waits_for_the_next() {
    limit("a", "kv/", "", "1.5", 10, 0);

    assertTrue(allowed("kv/x", "1.1.1.1"));
    assertTrue(allowed("kv/y", "1.1.1.1"));
    assertFalse(allowed("kv/x", "1.1.1.1"));
    assertTrue(allowed("kv/x", "2.2.2.2"));
    now = START.plusSeconds(9);
    assertFalse(allowed("kv/x", "1.1.1.1"));
    now = START.plusSeconds(10);
    assertTrue(allowed("kv/x", "1.1.1.1"));
  }

  @Test
  void who_is_blocked_waits_longer() {
    limit("a", "kv/", "", "1", 1, 60);
    assertTrue(allowed("kv/x", "1.1.1.1"));
    assertFalse(allowed("kv/x", "1.1.1.1"));
    now = START.plusSeconds(59);
    assertFalse(allowed("kv/x", "1.1.1.1"));
    now = START.plusSeconds(61);
    assertTrue(allowed("kv/x", "1.1.1.1"));
  }

  @Test
  void who_is_blocked_is_told_when_it_began_and_then_only_how_long_it_lasts() {
    replay(new QuotasConfigured("root", List.of(), true, true));
    limit("a", "kv/", "", "1", 10, 60);
    assertTrue(allowed("kv/x", "1.1.1.1"));
    RateLimits.Judgement first = judged("kv/x");
    RateLimits.Judgement second = judged("kv/x");

    assertTrue(first.audited());
    assertEquals("a", first.limit());
    assertEquals("0", first.headers().get("X-Ratelimit-Remaining"));
    assertEquals("59", first.headers().get("Retry-After"));
    assertEquals(Map.of("Retry-After", "59"), second.headers());
  }

  private RateLimits.Judgement judged(String path) {
    return Objects.requireNonNull(limits.judge(request(path, "1.1.1.1"), head, now, this::role));
  }

  @Test
  void the_most_specific_limit_counts() {
    limit("all", "", "", "1", 10, 0);
    limit("mount", "kv/", "", "2", 10, 0);
    limit("prefix", "kv/", "a*", "3", 10, 0);
    limit("longer", "kv/", "ab*", "4", 10, 0);
    limit("path", "kv/", "abc", "5", 10, 0);

    assertEquals(1, counted("sys/mounts"));
    assertEquals(2, counted("kv/x"));
    assertEquals(3, counted("kv/ax"));
    assertEquals(4, counted("kv/abx"));
    assertEquals(5, counted("kv/abc"));
    assertEquals(4, counted("kv/abcd"));
  }

  @Test
  void no_limit_is_for_an_exempt_path() {
    limit("all", "", "", "1", 10, 0);
    assertNull(limits.judge(request("sys/health", "1.1.1.1"), head, now, this::role));

    replay(new QuotasConfigured("root", List.of("kv/free*"), false, true));
    assertNull(limits.judge(request("kv/free/x", "1.1.1.1"), head, now, this::role));
    assertTrue(allowed("sys/health", "1.1.1.1"));
    RateLimits.Judgement judgement =
        Objects.requireNonNull(
            limits.judge(request("sys/health", "1.1.1.1"), head, now, this::role));
    assertEquals(
        Map.of(
            "X-Ratelimit-Limit",
            "1",
            "X-Ratelimit-Remaining",
            "0",
            "X-Ratelimit-Reset",
            "9",
            "Retry-After",
            "9"),
        judgement.headers());
  }

  @Test
  void a_limit_for_a_role_is_for_its_logins_alone_and_beats_all_others() {
    limit("mount", "auth/app/", "", "2", 10, 0);
    limit("path", "auth/app/", "login", "3", 10, 0);
    replay(new RoleLimitWritten(new RateLimit("root", "role", "auth/app/", "", "4", 10, 0), "web"));

    assertEquals(3, counted("auth/app/login"));
    assertEquals(2, counted("auth/app/role/web"));
    role = "web";
    assertEquals(4, counted("auth/app/login"));
    role = "other";
    assertEquals(3, counted("auth/app/login"));
  }

  @Test
  void a_limit_that_was_for_a_role_can_be_for_all() {
    RateLimit limit = new RateLimit("root", "one", "auth/app/", "", "1", 10, 0);
    replay(new RoleLimitWritten(limit, "web"));
    assertNull(limits.judge(request("auth/app/login", "1.1.1.1"), head, now, this::role));
    replay(new RateLimitWritten(limit));
    assertEquals(1, counted("auth/app/login"));
  }

  @Test
  void a_rate_is_rounded_as_vault_does_it_and_is_never_nothing() {
    limit("a", "kv/", "", "2.4", 10, 0);
    assertEquals(2, counted("kv/x"));
    limit("a", "kv/", "", "0.1", 10, 0);
    assertEquals(1, counted("kv/x"));
  }

  private String role(Mount mount, Request request, View state) {
    return role;
  }

  private int counted(String path) {
    int count = 0;
    now = now.plusSeconds(60);
    while (allowed(path, "9.9.9.9")) {
      count++;
    }
    return count;
  }

  private boolean allowed(String path, String address) {
    return Objects.requireNonNull(limits.judge(request(path, address), head, now, this::role))
        .allowed();
  }

  private void limit(
      String name, String mount, String suffix, String rate, long interval, long block) {
    replay(new RateLimitWritten(new RateLimit("root", name, mount, suffix, rate, interval, block)));
  }

  private Request request(String path, String address) {
    return new Request(
        "id",
        Operation.READ,
        "root",
        path,
        Map.of(),
        null,
        null,
        address,
        1,
        now,
        Map.of(),
        List.of());
  }

  private void replay(Event event) {
    Commit commit =
        new Commit(
            head.sequence() + 1, Commit.NO_HASH, now, List.of(event), List.of(), List.of(), null);
    head.begin(commit.sequence());
    new Projections().replay(commit, List.of(), head);
    head.end();
  }
}
