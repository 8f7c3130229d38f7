package dev.leasehold.projections.database;

import static dev.leasehold.projections.database.DatabaseTables.STATIC_ROLES;
import static dev.leasehold.projections.database.DatabaseTables.STATIC_ROTATIONS;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.DatabaseEvent.StaticRoleWritten;
import dev.leasehold.events.DatabaseEvent.StaticRotated;
import dev.leasehold.events.DatabaseEvent.StaticRotationFailed;
import dev.leasehold.events.DatabaseEvent.StaticRotationIntended;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Replays static roles. A rotation that is not settled pins the version of the connection that it
/// was tried through, as a lease does.
final class StaticRoleReplay {
  private StaticRoleReplay() {}

  static void written(StaticRoleWritten event, Instant now, Rows rows) {
    PairKey key = new PairKey(event.mount(), event.name());
    StaticRole before = rows.get(STATIC_ROLES, key);
    Instant rotated = before == null ? now : before.rotated();
    boolean pending = rows.get(STATIC_ROTATIONS, key) != null;
    put(
        key,
        before,
        new StaticRole(
            event.connection(),
            event.userName(),
            event.rotationPeriodSeconds(),
            event.rotationStatements(),
            event.credentialType(),
            event.credentialConfig(),
            before == null ? null : before.password(),
            rotated,
            0,
            before != null && pending
                ? before.due()
                : rotated.plusSeconds(event.rotationPeriodSeconds())),
        rows);
  }

  static void deleted(PairKey key, Rows rows) {
    StaticRole before = there(key, rows);
    if (rows.get(STATIC_ROTATIONS, key) != null) {
      settled(key, rows);
    }
    RotationQueue.move(due(key, before), null, rows);
    rows.delete(STATIC_ROLES, key);
  }

  static void intended(StaticRotationIntended event, Rows rows) {
    PairKey key = new PairKey(event.mount(), event.role());
    StaticRole role = there(key, rows);
    if (rows.get(STATIC_ROTATIONS, key) != null) {
      throw new CorruptLog("a static role is rotated twice at once");
    }
    ConnectionPins.add(version(event.mount(), event.connection(), event.connectionVersion()), rows);
    rows.put(
        STATIC_ROTATIONS,
        key,
        new Rotation(
            event.connection(),
            event.connectionVersion(),
            event.candidate(),
            event.deadline(),
            0,
            event.deadline()));
    put(key, role, role.dueAt(event.deadline(), role.failures()), rows);
  }

  static void rotated(StaticRotated event, Rows rows) {
    PairKey key = new PairKey(event.mount(), event.role());
    StaticRole role = there(key, rows);
    settled(key, rows);
    put(key, role, role.rotatedTo(event.password(), event.rotated()), rows);
  }

  static void settled(PairKey key, Rows rows) {
    Rotation rotation = rows.get(STATIC_ROTATIONS, key);
    if (rotation == null) {
      throw new CorruptLog("a rotation was settled that was not intended");
    }
    rows.delete(STATIC_ROTATIONS, key);
    ConnectionPins.release(
        version(key.owner(), rotation.connection(), rotation.connectionVersion()), rows);
  }

  static void failed(StaticRotationFailed event, Rows rows) {
    PairKey key = new PairKey(event.mount(), event.role());
    StaticRole role = there(key, rows);
    Rotation rotation = rows.get(STATIC_ROTATIONS, key);
    if (rotation != null) {
      rows.put(STATIC_ROTATIONS, key, rotation.postponed(event.attempt(), event.nextTry()));
    }
    put(key, role, role.dueAt(event.nextTry(), event.attempt()), rows);
  }

  private static StaticRole there(PairKey key, Rows rows) {
    StaticRole role = rows.get(STATIC_ROLES, key);
    if (role == null) {
      throw new CorruptLog("something happened to a static role that is not there");
    }
    return role;
  }

  private static void put(PairKey key, @Nullable StaticRole before, StaticRole role, Rows rows) {
    RotationQueue.move(before == null ? null : due(key, before), due(key, role), rows);
    rows.put(STATIC_ROLES, key, role);
  }

  private static DueRotationKey due(PairKey key, StaticRole role) {
    return new DueRotationKey(
        RotationQueue.target(key.owner(), role.connection()),
        role.due(),
        RotationQueue.STATIC + key.name());
  }

  private static VersionKey version(String mount, String connection, long number) {
    return new VersionKey(mount, connection, number);
  }
}
