package dev.leasehold.projections.database;

import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The passwords of connections that nothing needs any more once leases are over. Pure.
public final class DatabaseSecrets {

  private DatabaseSecrets() {}

  /// The passwords of versions that are no longer what their names mean, and to which only these
  /// leases were pinned.
  ///
  /// @param view as it is before they end
  public static List<PayloadName> released(View view, List<String> leases) {
    Map<VersionKey, Long> unpinned = new HashMap<>();
    for (String lease : leases) {
      Pin pin = Databases.pin(view, lease);
      if (pin != null) {
        unpinned.merge(
            new VersionKey(pin.mount(), pin.connection(), pin.connectionVersion()), 1L, Long::sum);
      }
    }
    List<PayloadName> found = new ArrayList<>();
    unpinned.forEach((key, count) -> {
      PayloadName password = unpinned(view, key.mount(), key.name(), key.version(), count);
      if (password != null && !found.contains(password)) {
        found.add(password);
      }
    });
    return List.copyOf(found);
  }

  /// The password of a version once so many things less are pinned to it; null where something
  /// still needs it, or there is none.
  public static @Nullable PayloadName unpinned(
      View view, String mount, String connection, long number, long count) {
    ConnectionVersion version = Databases.version(view, mount, connection, number);
    if (version == null
        || Databases.currentVersion(view, mount, connection) == number
        || version.pins() > count) {
      return null;
    }
    PayloadName password = version.password();
    VersionKey key = new VersionKey(mount, connection, number);
    return password != null && isAlone(view, key, password) ? password : null;
  }

  /// Whether no other version has this password.
  private static boolean isAlone(View view, VersionKey key, PayloadName password) {
    for (long number : Databases.versions(view, key.mount(), key.name())) {
      ConnectionVersion other = Databases.version(view, key.mount(), key.name(), number);
      if (number != key.version() && other != null && password.equals(other.password())) {
        return false;
      }
    }
    return true;
  }
}
