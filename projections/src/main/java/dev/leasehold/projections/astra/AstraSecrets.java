package dev.leasehold.projections.astra;

import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.table.View;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which secrets of mounts for Astra DB nothing needs any more: the commit after which that is so
/// destroys them.
public final class AstraSecrets {

  private AstraSecrets() {}

  /// Those that go when these leases have ended: what was kept of tokens that are gone, and the
  /// admin tokens of versions that only their revocation needed.
  ///
  /// @param view as it is before they end
  public static List<PayloadName> released(View view, List<String> leases) {
    Set<PayloadName> found = new LinkedHashSet<>();
    Map<VersionKey, Long> unpinned = new HashMap<>();
    for (String lease : leases) {
      AstraToken token = Astras.token(view, lease);
      if (token != null) {
        unpinned.merge(
            new VersionKey(token.mount(), token.org(), token.orgVersion()), 1L, Long::sum);
        if (token.content() != null) {
          found.add(token.content());
        }
      }
    }
    unpinned.forEach((key, count) -> {
      Organization version = Astras.version(view, key.mount(), key.org(), key.version());
      boolean current = Astras.currentVersion(view, key.mount(), key.org()) == key.version();
      if (version != null && !current && version.pins() == count) {
        PayloadName alone = alone(view, key, version);
        if (alone != null) {
          found.add(alone);
        }
      }
    });
    return List.copyOf(found);
  }

  /// The admin token that nothing needs any more once an organization's present version is replaced
  /// by one with another, or deleted; null where leases are still pinned to it.
  ///
  /// @param next the admin token that follows it, null where none does
  public static @Nullable PayloadName replaced(
      View view, String mount, String org, @Nullable PayloadName next) {
    Organization current = Astras.current(view, mount, org);
    if (current == null || current.pins() > 0 || current.credential().equals(next)) {
      return null;
    }
    return alone(
        view, new VersionKey(mount, org, Astras.currentVersion(view, mount, org)), current);
  }

  /// The admin token of a version, where no other version has it.
  private static @Nullable PayloadName alone(View view, VersionKey key, Organization version) {
    for (long number : Astras.versions(view, key.mount(), key.org())) {
      Organization other = Astras.version(view, key.mount(), key.org(), number);
      if (number != key.version()
          && other != null
          && other.credential().equals(version.credential())) {
        return null;
      }
    }
    return version.credential();
  }
}
