package dev.leasehold.projections.database;

import static dev.leasehold.projections.database.DatabaseTables.CONNECTIONS;
import static dev.leasehold.projections.database.DatabaseTables.ROLES;
import static dev.leasehold.projections.database.DatabaseTables.ROTATIONS;
import static dev.leasehold.projections.database.DatabaseTables.STATIC_ROLES;
import static dev.leasehold.projections.database.DatabaseTables.VERSIONS;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.MountRows;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a disabled database mount left behind: roles as `role/NAME`, static roles as `static/NAME`
/// and connections, with all their versions, as `connection/NAME`. A connection that leases are
/// pinned to is not named before they are gone.
public final class DatabaseSweep implements MountRows {
  private static final String ROLE = "role/";
  private static final String STATIC = "static/";
  private static final String CONNECTION = "connection/";

  @Override
  public List<String> names(View view, String mount, int limit) {
    List<String> page = new ArrayList<>();
    view.scan(
        ROLES,
        PairKey.of(mount),
        (key, role) -> page.add(ROLE + key.name()) && page.size() < limit);
    if (page.size() < limit) {
      view.scan(
          STATIC_ROLES,
          PairKey.of(mount),
          (key, role) -> page.add(STATIC + key.name()) && page.size() < limit);
    }
    if (page.size() < limit) {
      view.scan(
          CONNECTIONS,
          PairKey.of(mount),
          (key, connection) ->
              isPinned(view, key) || (page.add(CONNECTION + key.name()) && page.size() < limit));
    }
    return page;
  }

  @Override
  public List<PayloadName> payloads(View view, String mount, String name) {
    Set<PayloadName> found = new LinkedHashSet<>();
    if (name.startsWith(CONNECTION)) {
      PairKey key = new PairKey(mount, name.substring(CONNECTION.length()));
      view.scan(
          VERSIONS,
          versions(key),
          (number, version) -> {
            if (version.password() != null) {
              found.add(version.password());
            }
            return true;
          });
      Rotation rotation = view.get(ROTATIONS, key);
      if (rotation != null) {
        found.add(rotation.candidate());
      }
    } else if (name.startsWith(STATIC)) {
      found.addAll(ofStaticRole(view, mount, name.substring(STATIC.length())));
    }
    return List.copyOf(found);
  }

  /// What is destroyed with a static role: its password, one that was being tried, and a password
  /// of its connection that only this rotation needed.
  public static List<PayloadName> ofStaticRole(View view, String mount, String name) {
    Set<PayloadName> found = new LinkedHashSet<>();
    StaticRole role = Databases.staticRole(view, mount, name);
    if (role != null && role.password() != null) {
      found.add(role.password());
    }
    Rotation rotation = Databases.staticRotation(view, mount, name);
    if (rotation != null) {
      found.add(rotation.candidate());
      PayloadName released =
          DatabaseSecrets.unpinned(
              view, mount, rotation.connection(), rotation.connectionVersion(), 1);
      if (released != null) {
        found.add(released);
      }
    }
    return List.copyOf(found);
  }

  @Override
  public void erase(String mount, String name, Rows rows) {
    if (name.startsWith(ROLE)) {
      rows.delete(ROLES, new PairKey(mount, name.substring(ROLE.length())));
    } else if (name.startsWith(STATIC)) {
      StaticRoleReplay.deleted(new PairKey(mount, name.substring(STATIC.length())), rows);
    } else if (name.startsWith(CONNECTION)) {
      PairKey key = new PairKey(mount, name.substring(CONNECTION.length()));
      if (isPinned(rows, key)) {
        throw new CorruptLog("a connection was swept that leases are pinned to");
      }
      List<VersionKey> versions = new ArrayList<>();
      rows.scan(VERSIONS, versions(key), (number, version) -> versions.add(number));
      versions.forEach(version -> rows.delete(VERSIONS, version));
      if (rows.get(ROTATIONS, key) != null) {
        DatabaseProjection.settle(key, rows);
      }
      rows.delete(CONNECTIONS, key);
    } else {
      throw new CorruptLog("a sweep names what a database mount has not");
    }
  }

  @Override
  public boolean isDone(View view, String mount) {
    boolean[] empty = {true};
    view.scan(ROLES, PairKey.of(mount), (key, role) -> empty[0] = false);
    view.scan(STATIC_ROLES, PairKey.of(mount), (key, role) -> empty[0] = false);
    view.scan(CONNECTIONS, PairKey.of(mount), (key, connection) -> empty[0] = false);
    return empty[0];
  }

  /// As long as anything is there: only a page of its own says that no lease needs it any more.
  @Override
  public boolean waits(View view, String mount) {
    return !isDone(view, mount);
  }

  private static boolean isPinned(View view, PairKey connection) {
    boolean[] pinned = {false};
    view.scan(
        VERSIONS,
        versions(connection),
        (key, version) -> {
          pinned[0] = version.pins() > 0;
          return !pinned[0];
        });
    return pinned[0];
  }

  private static List<KeyPart> versions(PairKey connection) {
    return List.of(KeyPart.blinded(connection.owner()), KeyPart.blinded(connection.name()));
  }
}
