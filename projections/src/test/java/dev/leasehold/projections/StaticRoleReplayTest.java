package dev.leasehold.projections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.events.Commit;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.DatabaseEvent.ConnectionConfigured;
import dev.leasehold.events.DatabaseEvent.ConnectionDeleted;
import dev.leasehold.events.DatabaseEvent.RootRotationAborted;
import dev.leasehold.events.DatabaseEvent.RootRotationIntended;
import dev.leasehold.events.DatabaseEvent.StaticRoleDeleted;
import dev.leasehold.events.DatabaseEvent.StaticRoleWritten;
import dev.leasehold.events.DatabaseEvent.StaticRotated;
import dev.leasehold.events.DatabaseEvent.StaticRotationAborted;
import dev.leasehold.events.DatabaseEvent.StaticRotationFailed;
import dev.leasehold.events.DatabaseEvent.StaticRotationIntended;
import dev.leasehold.events.Event;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.database.DatabaseSecrets;
import dev.leasehold.projections.database.DatabaseSweep;
import dev.leasehold.projections.database.DatabaseTables;
import dev.leasehold.projections.database.Databases;
import dev.leasehold.projections.database.Rotation;
import dev.leasehold.projections.database.RotationQueue;
import dev.leasehold.projections.store.MemoryStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which rotations are due when and where, and what a rotation that is not settled holds on to.
class StaticRoleReplayTest {
  private static final DatabaseSweep SWEEP = new DatabaseSweep();
  private static final String MOUNT = "a-mount";
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final PayloadName ONE = new PayloadName("11".repeat(PayloadName.BYTES));
  private static final PayloadName TWO = new PayloadName("22".repeat(PayloadName.BYTES));
  private static final PayloadName ROOT = new PayloadName("33".repeat(PayloadName.BYTES));

  private final Projections projections = new Projections();
  private final Head head = new Head(ReplayTest.open(new MemoryStore(), 1));

  @BeforeEach
  void configure() {
    happen(configured("pg", 1), configured("other", 1));
  }

  private void happen(Event... events) {
    Commit commit =
        new Commit(
            head.sequence() + 1, Commit.NO_HASH, NOW, List.of(events), List.of(), List.of(), null);
    head.begin(commit.sequence());
    try {
      projections.replay(commit, List.of(), head);
    } finally {
      head.end();
    }
  }

  private static DatabaseEvent configured(String name, long version) {
    return new ConnectionConfigured(
        MOUNT, name, version, "postgresql", Map.of(), ROOT, List.of("*"), "", List.of());
  }

  private static DatabaseEvent written(String name, String connection, long period) {
    return new StaticRoleWritten(
        MOUNT, name, connection, "user", period, List.of(), "password", Map.of());
  }

  private static DatabaseEvent intended(String role, PayloadName candidate, Instant deadline) {
    return new StaticRotationIntended(MOUNT, role, "pg", 1, candidate, deadline);
  }

  private void made(String role, long period) {
    happen(written(role, "pg", period), intended(role, ONE, NOW.plusSeconds(45)));
    happen(new StaticRotated(MOUNT, role, ONE, NOW));
  }

  private List<String> due(String connection, Instant now) {
    return RotationQueue.due(head, RotationQueue.target(MOUNT, connection), now, 10);
  }

  @Test
  void what_is_due_first_comes_first() {
    made("late", 30);
    made("soon", 10);
    made("never", 100_000);

    assertEquals(List.of(), RotationQueue.dueTargets(head, NOW.plusSeconds(9), 10));
    assertEquals(List.of("static/soon", "static/late"), due("pg", NOW.plusSeconds(60)));
    assertEquals(List.of(MOUNT + "/pg"), RotationQueue.dueTargets(head, NOW.plusSeconds(60), 10));
  }

  @Test
  void a_role_that_moves_is_due_at_its_new_target_only() {
    made("role", 10);
    happen(written("role", "other", 10));

    assertEquals(List.of(), due("pg", NOW.plusSeconds(10)));
    assertEquals(List.of("static/role"), due("other", NOW.plusSeconds(10)));
    assertEquals(
        List.of(MOUNT + "/other"), RotationQueue.dueTargets(head, NOW.plusSeconds(10), 10));
  }

  @Test
  void a_role_is_ready_once_it_was_rotated() {
    happen(written("role", "pg", 10), intended("role", ONE, NOW.plusSeconds(45)));
    assertEquals(List.of(), Databases.staticRoles(head, MOUNT));
    assertEquals(List.of(), due("pg", NOW.plusSeconds(44)));
    assertEquals(List.of("static/role"), due("pg", NOW.plusSeconds(45)));

    happen(new StaticRotated(MOUNT, "role", ONE, NOW));
    assertEquals(List.of("role"), Databases.staticRoles(head, MOUNT));
  }

  @Test
  void a_rotation_that_is_not_settled_pins_its_connection() {
    made("role", 10);
    happen(intended("role", TWO, NOW.plusSeconds(45)));
    happen(new ConnectionDeleted(MOUNT, "pg"));
    assertEquals(List.of(1L), Databases.versions(head, MOUNT, "pg"));
    assertEquals(ROOT, DatabaseSecrets.unpinned(head, MOUNT, "pg", 1, 1));

    happen(
        new StaticRotationAborted(MOUNT, "role"),
        new StaticRotationFailed(MOUNT, "role", 1, "class", "error", NOW.plusSeconds(99)));
    assertEquals(List.of(), Databases.versions(head, MOUNT, "pg"));
    assertEquals(List.of(), due("pg", NOW.plusSeconds(98)));
    assertEquals(List.of("static/role"), due("pg", NOW.plusSeconds(99)));
  }

  @Test
  void a_failure_moves_a_rotation_that_is_not_settled() {
    made("role", 10);
    happen(intended("role", TWO, NOW.plusSeconds(45)));
    happen(new StaticRotationFailed(MOUNT, "role", 3, "class", "error", NOW.plusSeconds(60)));

    Rotation rotation = Objects.requireNonNull(Databases.staticRotation(head, MOUNT, "role"));
    assertEquals(3, rotation.attempts());
    assertEquals(List.of(), due("pg", NOW.plusSeconds(59)));
  }

  @Test
  void a_root_rotation_is_due_at_its_deadline_until_it_is_settled() {
    happen(new RootRotationIntended(MOUNT, "pg", TWO, NOW.plusSeconds(45)));
    assertEquals(List.of("root/pg"), due("pg", NOW.plusSeconds(45)));
    happen(new RootRotationAborted(MOUNT, "pg"));
    assertEquals(List.of(), due("pg", NOW.plusSeconds(45)));
  }

  @Test
  void what_cannot_be_is_a_corrupt_log() {
    made("role", 10);
    for (Event event :
        List.of(
            new StaticRoleDeleted(MOUNT, "nobody"),
            new StaticRotated(MOUNT, "role", TWO, NOW),
            new StaticRotationAborted(MOUNT, "role"),
            intended("nobody", TWO, NOW),
            new StaticRotationIntended(MOUNT, "role", "pg", 7, TWO, NOW))) {
      assertThrows(CorruptLog.class, () -> happen(event), event.toString());
    }
  }

  @Test
  void a_sweep_takes_static_roles_before_the_connections_that_they_pin() {
    made("role", 10);
    happen(intended("role", TWO, NOW.plusSeconds(45)));
    assertEquals(List.of("static/role", "connection/other"), sorted(SWEEP.names(head, MOUNT, 9)));
    assertEquals(List.of(ONE, TWO), SWEEP.payloads(head, MOUNT, "static/role"));

    head.begin(head.sequence() + 1);
    SWEEP.erase(MOUNT, "static/role", head);
    SWEEP.names(head, MOUNT, 9).forEach(name -> SWEEP.erase(MOUNT, name, head));
    head.end();

    assertTrue(SWEEP.isDone(head, MOUNT));
    assertEquals(List.of(), RotationQueue.dueTargets(head, NOW.plusSeconds(999), 9));
    boolean[] none = {true};
    head.scan(DatabaseTables.DUE_ROTATIONS, List.of(), (key, row) -> none[0] = false);
    head.scan(DatabaseTables.STATIC_ROTATIONS, List.of(), (key, row) -> none[0] = false);
    assertTrue(none[0]);
    assertNull(Databases.staticRole(head, MOUNT, "role"));
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().sorted(java.util.Comparator.reverseOrder()).toList();
  }
}
