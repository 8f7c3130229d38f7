package dev.leasehold.projections.database;

import static dev.leasehold.projections.database.DatabaseTables.CONNECTIONS;
import static dev.leasehold.projections.database.DatabaseTables.PINS;
import static dev.leasehold.projections.database.DatabaseTables.ROLES;
import static dev.leasehold.projections.database.DatabaseTables.ROTATIONS;
import static dev.leasehold.projections.database.DatabaseTables.STATIC_ROLES;
import static dev.leasehold.projections.database.DatabaseTables.STATIC_ROTATIONS;
import static dev.leasehold.projections.database.DatabaseTables.VERSIONS;

import dev.leasehold.projections.table.KeyPart;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one may ask about database mounts; a mount is named by its uuid.
public final class Databases {

  private Databases() {}

  /// The connection as it is configured now, or null.
  public static @Nullable ConnectionVersion current(View view, String mount, String name) {
    Connection connection = view.get(CONNECTIONS, new PairKey(mount, name));
    return connection == null || !connection.configured()
        ? null
        : version(view, mount, name, connection.version());
  }

  /// The number of the version that is configured now, or 0.
  public static long currentVersion(View view, String mount, String name) {
    Connection connection = view.get(CONNECTIONS, new PairKey(mount, name));
    return connection == null || !connection.configured() ? 0 : connection.version();
  }

  /// The number that the next version under this name must have.
  public static long nextVersion(View view, String mount, String name) {
    Connection connection = view.get(CONNECTIONS, new PairKey(mount, name));
    return connection == null ? 1 : connection.version() + 1;
  }

  /// A version that is current or that leases are pinned to, or null.
  public static @Nullable ConnectionVersion version(
      View view, String mount, String name, long number) {
    return view.get(VERSIONS, new VersionKey(mount, name, number));
  }

  /// The numbers of the versions that are kept under a name, the oldest first.
  public static List<Long> versions(View view, String mount, String name) {
    List<Long> found = new ArrayList<>();
    view.scan(
        VERSIONS,
        List.of(KeyPart.blinded(mount), KeyPart.blinded(name)),
        (key, version) -> found.add(key.version()));
    return found;
  }

  /// The names of the connections that are configured, sorted.
  public static List<String> connections(View view, String mount) {
    List<String> found = new ArrayList<>();
    view.scan(
        CONNECTIONS,
        PairKey.of(mount),
        (key, connection) -> !connection.configured() || found.add(key.name()));
    found.sort(null);
    return found;
  }

  public static @Nullable Role role(View view, String mount, String name) {
    return view.get(ROLES, new PairKey(mount, name));
  }

  /// The names of the roles, sorted.
  public static List<String> roles(View view, String mount) {
    List<String> found = new ArrayList<>();
    view.scan(ROLES, PairKey.of(mount), (key, role) -> found.add(key.name()));
    found.sort(null);
    return found;
  }

  /// What the credential of a lease is renewed and revoked by, or null where it is no database's.
  public static @Nullable Pin pin(View view, String leaseId) {
    return view.get(PINS, new NameKey(leaseId));
  }

  /// The root rotation of a connection that is not settled, or null.
  public static @Nullable Rotation rotation(View view, String mount, String name) {
    return view.get(ROTATIONS, new PairKey(mount, name));
  }

  public static @Nullable StaticRole staticRole(View view, String mount, String name) {
    return view.get(STATIC_ROLES, new PairKey(mount, name));
  }

  /// The names of the static roles that clients see, sorted.
  public static List<String> staticRoles(View view, String mount) {
    List<String> found = new ArrayList<>();
    view.scan(
        STATIC_ROLES, PairKey.of(mount), (key, role) -> !role.ready() || found.add(key.name()));
    found.sort(null);
    return found;
  }

  /// The rotation of a static role that is not settled, or null.
  public static @Nullable Rotation staticRotation(View view, String mount, String role) {
    return view.get(STATIC_ROTATIONS, new PairKey(mount, role));
  }
}
