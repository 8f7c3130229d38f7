package dev.leasehold.projections.database;

import static dev.leasehold.projections.database.DatabaseTables.CONNECTIONS;
import static dev.leasehold.projections.database.DatabaseTables.VERSIONS;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;

/// What holds on to versions of connections: a version stays while it is current or pinned.
final class ConnectionPins {
  private ConnectionPins() {}

  static void add(VersionKey key, Rows rows) {
    rows.put(VERSIONS, key, there(key, rows).withPins(there(key, rows).pins() + 1));
  }

  static void release(VersionKey key, Rows rows) {
    ConnectionVersion version = there(key, rows);
    rows.put(VERSIONS, key, version.withPins(version.pins() - 1));
    tidy(key, rows);
  }

  /// Lets go of a version that nothing holds on to.
  static void tidy(VersionKey key, Rows rows) {
    ConnectionVersion version = rows.get(VERSIONS, key);
    Connection connection = rows.get(CONNECTIONS, new PairKey(key.mount(), key.name()));
    boolean current =
        connection != null && connection.configured() && connection.version() == key.version();
    if (version != null && version.pins() == 0 && !current) {
      rows.delete(VERSIONS, key);
    }
  }

  private static ConnectionVersion there(VersionKey key, Rows rows) {
    ConnectionVersion version = rows.get(VERSIONS, key);
    if (version == null) {
      throw new CorruptLog("a version of a connection is pinned that is not there");
    }
    return version;
  }
}
