package dev.leasehold.projections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Event;
import dev.leasehold.events.LeaseEvent.IntentAborted;
import dev.leasehold.events.LeaseEvent.LeaseIssued;
import dev.leasehold.events.LeaseEvent.PrefixRevoked;
import dev.leasehold.events.LeaseEvent.PrefixSwept;
import dev.leasehold.events.Namespace;
import dev.leasehold.events.SysEvent.MountDisabled;
import dev.leasehold.events.SysEvent.MountSwept;
import dev.leasehold.events.TokenEvent.TokenCreated;
import dev.leasehold.events.TokenEvent.TokenRevoked;
import dev.leasehold.events.TokenEvent.TokenRevokedAlone;
import dev.leasehold.events.TokenEvent.TokenSwept;
import dev.leasehold.events.TokenEvent.TokenUsed;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.mount.MountSweep;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.projections.token.Tokens;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What ends, ends at once; what it leaves behind is found in pages.
class RevocationTest {
  private static final String ROOT = "canary-root";

  private final History history = new History(7);
  private final Head head = new Head(ReplayTest.open(new MemoryStore(), 1));

  @BeforeEach
  void begin() {
    ReplayTest.replay(head, history.first());
  }

  @Test
  void a_revoked_token_ends_with_all_that_hang_on_it() {
    happen(new TokenCreated(history.token("child", ROOT)));
    happen(new TokenCreated(history.token("grandchild", "child")));
    happen(new TokenRevoked(ROOT));
    assertNull(Tokens.live(head, ROOT, now()));
    assertNull(Tokens.live(head, "grandchild", now()));
    assertEquals(List.of(ROOT), Tokens.sweeps(head, 10));
    assertEquals(List.of("child"), Tokens.children(head, ROOT, null, 10));
    assertThrows(CorruptLog.class, () -> happen(new TokenSwept(ROOT)));
  }

  @Test
  void a_sweep_ends_when_the_children_have() {
    happen(new TokenCreated(history.token("child", ROOT)));
    happen(new TokenRevoked(ROOT));
    happen(new TokenRevoked("child"), new TokenSwept(ROOT), new TokenSwept("child"));
    assertEquals(List.of(), Tokens.sweeps(head, 10));
    assertEquals(0, Tokens.count(head));
  }

  @Test
  void an_orphan_outlives_its_parent() {
    happen(new TokenCreated(history.token("child", ROOT)));
    happen(new TokenRevokedAlone(ROOT, List.of("child")));
    assertNull(Tokens.live(head, ROOT, now()));
    assertNotNull(Tokens.live(head, "child", now()));
    happen(new TokenSwept(ROOT));
  }

  @Test
  void a_token_that_is_past_its_time_is_dead_before_it_is_revoked() {
    Instant expires =
        Objects.requireNonNull(Objects.requireNonNull(Tokens.find(head, ROOT)).token().expires());
    assertNotNull(Tokens.live(head, ROOT, expires.minusNanos(1)));
    assertNull(Tokens.live(head, ROOT, expires));
    assertEquals(List.of(ROOT), Tokens.due(head, expires, 10));
    assertEquals(List.of(), Tokens.due(head, expires.minusNanos(1), 10));
  }

  @Test
  void the_uses_of_a_token_without_a_limit_cannot_fall() {
    assertThrows(CorruptLog.class, () -> happen(new TokenUsed(ROOT, -1)));
  }

  @Test
  void a_revoked_prefix_covers_whole_segments_made_before_it() {
    String before = intend();
    happen(new LeaseIssued(before));
    assertNotNull(Leases.live(head, before, now()));
    happen(new PrefixRevoked(Namespace.ROOT, "canary-db/cred", false));
    assertNotNull(Leases.live(head, before, now()));
    happen(new PrefixRevoked(Namespace.ROOT, "canary-db/creds/", false));
    assertNull(Leases.live(head, before, now()));
    String after = intend();
    happen(new LeaseIssued(after));
    assertNotNull(Leases.live(head, after, now()));
    happen(new PrefixSwept(Namespace.ROOT, "canary-db/creds"));
    assertThrows(
        CorruptLog.class, () -> happen(new PrefixSwept(Namespace.ROOT, "canary-db/creds")));
  }

  @Test
  void pages_below_a_folder_show_every_lease_once() {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 25; i++) {
      expected.add(intend());
    }
    Set<String> seen = new HashSet<>();
    String after = null;
    List<String> page = Leases.below(head, Namespace.ROOT, "canary-db/", after, 4);
    while (!page.isEmpty()) {
      page.forEach(id -> assertTrue(seen.add(id)));
      after = page.getLast();
      page = Leases.below(head, Namespace.ROOT, "canary-db/", after, 4);
    }
    assertEquals(expected, seen);
    assertEquals(25, Leases.count(head, LeaseState.INTENDED));
    assertEquals(25, Leases.ofToken(head, ROOT, null, 100).size());
  }

  @Test
  void empty_folders_vanish_and_counts_fall_to_nothing() {
    String id = intend();
    happen(new IntentAborted(id));
    assertEquals(List.of(), Leases.children(head, Namespace.ROOT, "", null, 10));
    assertEquals(0, Leases.count(head));
    assertNull(Leases.nextDue(head));
    assertNull(Databases.pin(head, id));
  }

  @Test
  void a_disabled_mount_is_swept_in_pages_and_destroys_its_payloads() {
    while (head.sequence() < 60) {
      ReplayTest.replay(head, history.next(head));
    }
    happen(new MountDisabled(History.KV));
    MountSweep.Page page;
    do {
      page = page();
      History.Step step =
          history.step(
              List.of(new MountSwept(History.KV, page.rows(), page.finished())),
              List.of(),
              page.payloads());
      assertFalse(page.rows().isEmpty());
      ReplayTest.replay(head, step);
      page.payloads().forEach(name -> assertNull(head.payload(name)));
    } while (!page.finished());
    assertEquals(List.of(), MountSweep.disabled(head));
  }

  private MountSweep.Page page() {
    return MountSweep.page(head, MountSweep.disabled(head).getFirst().mount(), 3);
  }

  private String intend() {
    History.Step step = history.intendLease();
    ReplayTest.replay(head, step);
    return history.lastLease();
  }

  private void happen(Event... events) {
    ReplayTest.replay(head, history.step(List.of(events)));
  }

  private Instant now() {
    return history.now();
  }
}
