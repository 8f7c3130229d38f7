package dev.leasehold.projections.quota;

import dev.leasehold.events.LeaseCount;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.Tokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lease count quotas of a namespace, sorted by name.
public record LeaseCounts(List<LeaseCount> quotas) {

  /// The row of each namespace that has some.
  public static final Table<NameKey, LeaseCounts> TABLE =
      Table.of(182, "quota-lease", NameKey.class, LeaseCounts.class).cached();

  static final LeaseCounts NONE = new LeaseCounts(List.of());

  public LeaseCounts {
    quotas = List.copyOf(quotas);
  }

  /// Those of a namespace.
  public static LeaseCounts of(View view, String namespace) {
    LeaseCounts counts = view.get(TABLE, new NameKey(namespace));
    return counts == null ? NONE : counts;
  }

  public @Nullable LeaseCount quota(String name) {
    return quotas.stream().filter(quota -> quota.name().equals(name)).findFirst().orElse(null);
  }

  /// The quota that is written for just this mount, path and role, or null.
  public @Nullable LeaseCount exactly(String mountPath, String pathSuffix, String role) {
    for (LeaseCount quota : quotas) {
      if (quota.mountPath().equals(mountPath)
          && quota.pathSuffix().equals(pathSuffix)
          && quota.role().equals(role)) {
        return quota;
      }
    }
    return null;
  }

  /// The most specific quota for what is leased below a mount, or null: for the role, else for the
  /// path itself, else for the longest beginning of it, else for the mount, else for all.
  public @Nullable LeaseCount most(String mountPath, String pathSuffix, String role) {
    LeaseCount found = role.isEmpty() ? null : exactly(mountPath, "", role);
    if (found == null && !pathSuffix.isEmpty()) {
      found = exactly(mountPath, pathSuffix, "");
    }
    for (LeaseCount quota : found == null ? quotas : List.<LeaseCount>of()) {
      if (quota.mountPath().equals(mountPath)
          && begins(quota.pathSuffix(), pathSuffix)
          && (found == null || quota.pathSuffix().length() > found.pathSuffix().length())) {
        found = quota;
      }
    }
    if (found == null) {
      found = exactly(mountPath, "", "");
    }
    return found == null ? exactly("", "", "") : found;
  }

  private static boolean begins(String pattern, String path) {
    return pattern.endsWith("*") && path.startsWith(pattern.substring(0, pattern.length() - 1));
  }

  /// How many leases there are that a quota is for: credentials, and tokens that end. All of it is
  /// kept, none of it counted; of a path that ends in `*` what is kept by path is added up.
  public static long used(View view, LeaseCount quota) {
    if (quota.mountPath().isEmpty()) {
      return Leases.count(view) + Tokens.countEnding(view);
    }
    Mount mount = view.small().mountFor(quota.namespace(), quota.mountPath());
    if (mount == null || !mount.fullPath().equals(quota.mountPath())) {
      return 0;
    }
    if (mount.table() == MountTable.SECRET) {
      return quota.pathSuffix().isEmpty()
          ? Leases.countOfMount(view, mount.uuid())
          : Leases.countOfPath(view, quota.mountPath() + quota.pathSuffix());
    }
    if (!quota.role().isEmpty()) {
      return Tokens.countOfRole(view, mount.uuid(), quota.role());
    }
    return mount.type().equals("token")
        ? Tokens.countEnding(view) - Tokens.countGranted(view)
        : Tokens.countOfMount(view, mount.uuid());
  }
}
