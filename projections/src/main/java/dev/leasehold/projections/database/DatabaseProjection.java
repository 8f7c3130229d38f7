package dev.leasehold.projections.database;

import static dev.leasehold.projections.database.DatabaseTables.CONNECTIONS;
import static dev.leasehold.projections.database.DatabaseTables.PINS;
import static dev.leasehold.projections.database.DatabaseTables.ROLES;
import static dev.leasehold.projections.database.DatabaseTables.ROTATIONS;
import static dev.leasehold.projections.database.DatabaseTables.VERSIONS;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.DatabaseEvent;
import dev.leasehold.events.DatabaseEvent.ConnectionConfigured;
import dev.leasehold.events.DatabaseEvent.ConnectionDeleted;
import dev.leasehold.events.DatabaseEvent.CredentialPinned;
import dev.leasehold.events.DatabaseEvent.RoleDeleted;
import dev.leasehold.events.DatabaseEvent.RoleWritten;
import dev.leasehold.events.DatabaseEvent.RootRotated;
import dev.leasehold.events.DatabaseEvent.RootRotationAborted;
import dev.leasehold.events.DatabaseEvent.RootRotationFailed;
import dev.leasehold.events.DatabaseEvent.RootRotationIntended;
import dev.leasehold.events.DatabaseEvent.StaticRoleDeleted;
import dev.leasehold.events.DatabaseEvent.StaticRoleWritten;
import dev.leasehold.events.DatabaseEvent.StaticRotated;
import dev.leasehold.events.DatabaseEvent.StaticRotationAborted;
import dev.leasehold.events.DatabaseEvent.StaticRotationFailed;
import dev.leasehold.events.DatabaseEvent.StaticRotationIntended;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Replays the database mounts. A version of a connection stays while it is current or pinned; its
/// number is the one after the last that this name has had.
public final class DatabaseProjection implements Projection<DatabaseEvent> {

  @Override
  public void replay(DatabaseEvent event, Moment moment, Rows rows) {
    switch (event) {
      case ConnectionConfigured configured -> configure(configured, rows);
      case ConnectionDeleted deleted -> delete(new PairKey(deleted.mount(), deleted.name()), rows);
      case RoleWritten written ->
          rows.put(ROLES, new PairKey(written.mount(), written.name()), role(written));
      case RoleDeleted deleted -> {
        PairKey key = new PairKey(deleted.mount(), deleted.name());
        if (rows.get(ROLES, key) == null) {
          throw new CorruptLog("a database role was deleted that is not there");
        }
        rows.delete(ROLES, key);
      }
      case CredentialPinned pinned -> pin(pinned, rows);
      case RootRotationIntended intended -> intend(intended, rows);
      case RootRotated rotated -> rotate(rotated, rows);
      case RootRotationAborted aborted ->
          settle(new PairKey(aborted.mount(), aborted.connection()), rows);
      case RootRotationFailed failed -> postpone(failed, rows);
      case StaticRoleWritten written -> StaticRoleReplay.written(written, moment.time(), rows);
      case StaticRoleDeleted deleted ->
          StaticRoleReplay.deleted(new PairKey(deleted.mount(), deleted.name()), rows);
      case StaticRotationIntended intended -> StaticRoleReplay.intended(intended, rows);
      case StaticRotated rotated -> StaticRoleReplay.rotated(rotated, rows);
      case StaticRotationAborted aborted ->
          StaticRoleReplay.settled(new PairKey(aborted.mount(), aborted.role()), rows);
      case StaticRotationFailed failed -> StaticRoleReplay.failed(failed, rows);
    }
  }

  /// Lets go of what a lease needed that is gone from its target; of other leases knows nothing.
  public void ended(String leaseId, Rows rows) {
    NameKey key = new NameKey(leaseId);
    Pin pin = rows.get(PINS, key);
    if (pin == null) {
      return;
    }
    VersionKey versionKey = new VersionKey(pin.mount(), pin.connection(), pin.connectionVersion());
    rows.delete(PINS, key);
    ConnectionPins.release(versionKey, rows);
  }

  private static void configure(ConnectionConfigured event, Rows rows) {
    advance(
        new PairKey(event.mount(), event.name()),
        event.version(),
        new ConnectionVersion(
            event.plugin(),
            event.details(),
            event.password(),
            event.allowedRoles(),
            event.passwordPolicy(),
            event.rootRotationStatements(),
            0),
        rows);
  }

  private static void rotate(RootRotated event, Rows rows) {
    PairKey key = new PairKey(event.mount(), event.connection());
    settle(key, rows);
    ConnectionVersion before = Databases.current(rows, event.mount(), event.connection());
    if (before == null) {
      throw new CorruptLog("a root password was rotated of a connection that is not there");
    }
    advance(key, event.version(), before.withPassword(event.password()).withPins(0), rows);
    for (long number : Databases.versions(rows, key.owner(), key.name())) {
      VersionKey older = new VersionKey(key.owner(), key.name(), number);
      ConnectionVersion version = rows.get(VERSIONS, older);
      // The old password opens nothing any more: leases pinned to it are revoked with the new one.
      if (version != null && Objects.equals(version.password(), before.password())) {
        rows.put(VERSIONS, older, version.withPassword(event.password()));
      }
    }
  }

  private static void advance(PairKey key, long number, ConnectionVersion version, Rows rows) {
    Connection before = rows.get(CONNECTIONS, key);
    long last = before == null ? 0 : before.version();
    if (number != last + 1) {
      throw new CorruptLog("a connection's version does not follow on the one before");
    }
    rows.put(CONNECTIONS, key, new Connection(number, true));
    rows.put(VERSIONS, new VersionKey(key.owner(), key.name(), number), version);
    ConnectionPins.tidy(new VersionKey(key.owner(), key.name(), last), rows);
  }

  private static void delete(PairKey key, Rows rows) {
    Connection before = rows.get(CONNECTIONS, key);
    if (before == null || !before.configured()) {
      throw new CorruptLog("a connection was deleted that is not there");
    }
    rows.put(CONNECTIONS, key, new Connection(before.version(), false));
    if (rows.get(ROTATIONS, key) != null) {
      settle(key, rows);
    }
    ConnectionPins.tidy(new VersionKey(key.owner(), key.name(), before.version()), rows);
  }

  private static void pin(CredentialPinned event, Rows rows) {
    VersionKey versionKey =
        new VersionKey(event.mount(), event.connection(), event.connectionVersion());
    NameKey key = new NameKey(event.leaseId());
    if (rows.get(PINS, key) != null) {
      throw new CorruptLog("a lease is pinned twice");
    }
    ConnectionPins.add(versionKey, rows);
    rows.put(
        PINS,
        key,
        new Pin(
            event.mount(),
            event.connection(),
            event.connectionVersion(),
            event.renewStatements(),
            event.revocationStatements()));
  }

  private static void intend(RootRotationIntended event, Rows rows) {
    PairKey key = new PairKey(event.mount(), event.connection());
    if (Databases.current(rows, event.mount(), event.connection()) == null
        || rows.get(ROTATIONS, key) != null) {
      throw new CorruptLog("a rotation was intended twice, or of what is not there");
    }
    put(
        key,
        null,
        new Rotation(
            event.connection(), 0, event.candidate(), event.deadline(), 0, event.deadline()),
        rows);
  }

  private static void postpone(RootRotationFailed event, Rows rows) {
    PairKey key = new PairKey(event.mount(), event.connection());
    Rotation before = pending(key, rows);
    put(key, before, before.postponed(event.attempt(), event.nextTry()), rows);
  }

  static void settle(PairKey key, Rows rows) {
    RotationQueue.move(due(key, pending(key, rows)), null, rows);
    rows.delete(ROTATIONS, key);
  }

  private static Rotation pending(PairKey key, Rows rows) {
    Rotation rotation = rows.get(ROTATIONS, key);
    if (rotation == null) {
      throw new CorruptLog("a rotation was settled that was not intended");
    }
    return rotation;
  }

  private static void put(PairKey key, @Nullable Rotation before, Rotation rotation, Rows rows) {
    RotationQueue.move(before == null ? null : due(key, before), due(key, rotation), rows);
    rows.put(ROTATIONS, key, rotation);
  }

  private static DueRotationKey due(PairKey key, Rotation rotation) {
    return new DueRotationKey(
        RotationQueue.target(key.owner(), key.name()),
        rotation.due(),
        RotationQueue.ROOT + key.name());
  }

  private static Role role(RoleWritten event) {
    return new Role(
        event.connection(),
        event.creationStatements(),
        event.revocationStatements(),
        event.rollbackStatements(),
        event.renewStatements(),
        event.credentialType(),
        event.credentialConfig(),
        event.defaultTtlSeconds(),
        event.maxTtlSeconds());
  }
}
