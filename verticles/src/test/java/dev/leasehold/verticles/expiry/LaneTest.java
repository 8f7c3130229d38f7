package dev.leasehold.verticles.expiry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Event;
import dev.leasehold.events.Lease;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Namespace;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.verticles.outbound.DatabaseEffect.DropUser;
import dev.leasehold.verticles.outbound.DatabaseTarget;
import dev.leasehold.verticles.outbound.DropUsers;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One target's share of the expiry room, with a target and a log that a test answers for by hand.
class LaneTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String TARGET = "mount/pg";
  private static final Outcome DONE = new Outcome.Done();
  private static final Outcome REFUSED = new Outcome.Refused("2BP01", "it owns something");
  private static final Outcome DOWN = new Outcome.Refused("unreachable", "connection refused");

  private final SeededEntropy entropy = new SeededEntropy(7);
  private final Head head =
      new Head(
          Committed.open(
              new MemoryStore(), Keyring.initial("cluster", entropy, NOW), entropy, 1_000));
  private final Deque<Acting> acting = new ArrayDeque<>();
  private final Deque<Runnable> settling = new ArrayDeque<>();
  private final Set<String> lost = new HashSet<>();
  private Instant now = NOW;
  private final Lane lane =
      new Lane(
          TARGET,
          head,
          new Lane.Room(
              this::revocation,
              (effect, then) -> acting.add(new Acting(effect, then)),
              this::settle,
              () -> now));
  private boolean logTakes = true;

  private record Acting(Effect effect, Consumer<Outcome> then) {}

  private @Nullable Effect revocation(LeaseRow row) {
    String user = row.lease().userName();
    return lost.contains(user)
        ? null
        : new DropUser(
            database(row.lease().role()), TARGET, user, List.of(), Duration.ofSeconds(30));
  }

  private void settle(Map<String, Outcome> outcomes, List<LeaseRow> gone, Consumer<Boolean> then) {
    settling.add(() -> {
      if (logTakes) {
        List<Event> events = new ArrayList<>();
        gone.forEach(row -> events.addAll(Drops.quarantine(row, head)));
        events.addAll(Drops.settle(TARGET, outcomes, head, now, entropy).events());
        happen(events);
      }
      then.accept(logTakes);
    });
  }

  private static DatabaseTarget database(String name) {
    return new DatabaseTarget(
        "postgresql-database-plugin",
        "127.0.0.1",
        1,
        name,
        "u",
        SecretBytes.ofUtf8("p"),
        0,
        Map.of(),
        null,
        null);
  }

  private void happen(List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    long sequence = head.sequence() + 1;
    Commit commit = new Commit(sequence, Commit.NO_HASH, now, events, List.of(), List.of(), null);
    head.begin(sequence);
    new Projections().replay(commit, List.of(), head);
    head.end();
  }

  private void due(String prefix, int count, String database) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String user = prefix + i;
      Lease lease =
          new Lease(
              Namespace.ROOT,
              "db/creds/app/" + user,
              "mount",
              TARGET,
              database,
              "",
              "",
              user,
              NOW,
              NOW.plusSeconds(60),
              NOW.plusSeconds(45),
              null,
              60,
              60,
              true);
      events.add(new LeaseEvent.CredentialIntended(lease));
      events.add(new LeaseEvent.LeaseIssued(lease.id()));
      events.add(new LeaseEvent.RevocationStarted(lease.id(), "expired", now, now));
    }
    happen(events);
  }

  /// The next act is answered with this for each of its users.
  private void answer(Outcome outcome) {
    Acting next = acting.remove();
    next.then()
        .accept(
            next.effect() instanceof DropUsers(List<DropUser> drops)
                ? new Outcome.Done(Collections.nCopies(drops.size(), outcome))
                : outcome);
  }

  private int together() {
    return assertInstanceOf(DropUsers.class, acting.getFirst().effect()).drops().size();
  }

  private long left() {
    return Leases.count(head, LeaseState.REVOKING);
  }

  @Test
  void first_attempts_go_together_a_page_at_a_time_while_the_one_before_is_settled() {
    due("user", 2 * Lane.PAGE + 5, "db");

    lane.go();
    lane.go();
    assertEquals(1, acting.size(), "one page at a time");
    assertEquals(Lane.PAGE, together());

    answer(DONE);
    assertEquals(1, settling.size());
    assertEquals(Lane.PAGE, together(), "the next goes before the log has the first");
    answer(DONE);
    assertEquals(5, together());
    answer(DONE);
    assertEquals(1, settling.size(), "what came meanwhile waits");

    settling.remove().run();
    assertEquals(1, settling.size());
    settling.remove().run();
    assertEquals(0, left());
    assertTrue(lane.isIdle());
  }

  @Test
  void a_target_whose_log_is_slow_waits() {
    due("user", 10 * Lane.PAGE, "db");
    lane.go();
    int pages = 0;
    while (!acting.isEmpty()) {
      answer(DONE);
      pages++;
    }
    assertEquals(4, pages);
    settling.remove().run();
    assertEquals(1, acting.size());
  }

  @Test
  void what_has_failed_before_is_tried_alone_and_holds_up_no_other() {
    due("bad", Lane.SINGLES + 10, "db");
    lane.go();
    answer(REFUSED);
    settling.remove().run();
    now = now.plusSeconds(10);
    due("good", 3, "db");

    lane.go();

    assertEquals(Lane.SINGLES + 1, acting.size());
    assertEquals(
        Lane.SINGLES, acting.stream().filter(one -> one.effect() instanceof DropUser).count());
    Acting page =
        acting.stream().filter(one -> one.effect() instanceof DropUsers).findFirst().orElseThrow();
    assertEquals(3, ((DropUsers) page.effect()).drops().size());
  }

  @Test
  void one_member_that_fails_is_settled_as_such_and_the_others_are_gone() {
    due("user", 3, "db");
    lane.go();

    acting.remove().then().accept(new Outcome.Done(List.of(DONE, REFUSED, DONE)));
    settling.remove().run();

    assertEquals(1, left());
    now = now.plusSeconds(10);
    lane.go();
    assertInstanceOf(DropUser.class, acting.getFirst().effect());
    answer(DONE);
    settling.remove().run();
    assertEquals(0, left());
  }

  @Test
  void a_target_that_is_down_is_one_event_and_one_probe() {
    due("user", 3 * Lane.PAGE, "db");
    lane.go();
    long before = head.sequence();
    acting.remove().then().accept(DOWN);
    assertTrue(acting.isEmpty(), "not before the log says when");
    settling.remove().run();
    assertTrue(Leases.failed(head, TARGET) != null);
    assertEquals(before + 1, head.sequence());

    lane.go();
    assertTrue(acting.isEmpty(), "not before its time");
    now = now.plusSeconds(600);
    lane.go();
    lane.go();
    assertEquals(1, acting.size());
    assertInstanceOf(DropUser.class, acting.getFirst().effect());

    answer(DONE);
    settling.remove().run();
    assertEquals(null, Leases.failed(head, TARGET));
    assertEquals(Lane.PAGE, together(), "it answers again");
  }

  @Test
  void what_the_log_does_not_take_is_dropped_again_at_the_next_tick() {
    due("user", 2, "db");
    lane.go();
    answer(DONE);
    logTakes = false;
    settling.remove().run();
    assertTrue(acting.isEmpty());
    assertTrue(lane.isIdle());

    logTakes = true;
    lane.go();
    answer(DONE);
    settling.remove().run();
    assertEquals(0, left());
  }

  @Test
  void users_of_other_versions_of_the_connection_are_dropped_by_themselves() {
    due("old", 2, "old");
    due("new", 2, "new");
    lane.go();
    assertEquals(2, together());
    answer(DONE);
    assertEquals(2, together());
    answer(DONE);
    while (!settling.isEmpty()) {
      settling.remove().run();
    }
    assertEquals(0, left());
  }

  @Test
  void a_lease_of_which_nobody_knows_how_it_is_dropped_goes_into_quarantine() {
    due("user", 2, "db");
    lost.add("user1");
    lane.go();
    assertFalse(settling.isEmpty());
    settling.remove().run();
    assertEquals(1, Leases.count(head, LeaseState.QUARANTINED));
    answer(DONE);
    settling.remove().run();
    assertEquals(0, left());
  }
}
