package dev.leasehold.projections.quota;

import dev.leasehold.events.RateLimit;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The quotas of a namespace.
///
/// @param limits sorted by name
/// @param exemptPaths paths, perhaps ending in `*`, that no limit is for
/// @param auditLogging whether refused requests are to be audited
/// @param responseHeaders whether answers tell what is left
public record Quotas(
    List<RateLimit> limits,
    List<String> exemptPaths,
    boolean auditLogging,
    boolean responseHeaders) {

  /// The row of each namespace that has some.
  public static final Table<NameKey, Quotas> TABLE =
      Table.of(180, "quota", NameKey.class, Quotas.class).cached();

  /// As long as nothing was written; the exempt paths are Vault's.
  public static final Quotas NONE =
      new Quotas(
          List.of(),
          List.of(
              "sys/generate-recovery-token/attempt",
              "sys/generate-recovery-token/update",
              "sys/generate-root/attempt",
              "sys/generate-root/update",
              "sys/health",
              "sys/seal-status",
              "sys/unseal"),
          false,
          false);

  /// Those of a namespace.
  public static Quotas of(View view, String namespace) {
    Quotas quotas = view.get(TABLE, new NameKey(namespace));
    return quotas == null ? NONE : quotas;
  }

  public @Nullable RateLimit limit(String name) {
    return limits.stream().filter(limit -> limit.name().equals(name)).findFirst().orElse(null);
  }

  /// The limit that is written for just this mount and path, or null.
  public @Nullable RateLimit exactly(String mountPath, String pathSuffix) {
    for (RateLimit limit : limits) {
      if (limit.mountPath().equals(mountPath) && limit.pathSuffix().equals(pathSuffix)) {
        return limit;
      }
    }
    return null;
  }

  /// The same without the limits that are for one role each.
  public Quotas without(RoleLimits roles) {
    return roles.roles().isEmpty()
        ? this
        : new Quotas(
            limits.stream().filter(limit -> roles.role(limit.name()).isEmpty()).toList(),
            exemptPaths,
            auditLogging,
            responseHeaders);
  }

  /// The limit for a role of a mount, or null.
  public @Nullable RateLimit forRole(String mountPath, String role, RoleLimits roles) {
    for (RateLimit limit : limits) {
      if (limit.mountPath().equals(mountPath) && roles.role(limit.name()).equals(role)) {
        return limit;
      }
    }
    return null;
  }

  /// The most specific limit for a path below a mount, or null: for the path itself, else for the
  /// longest beginning of it, else for the mount, else for all.
  public @Nullable RateLimit most(String mountPath, String pathSuffix) {
    RateLimit found = limits.isEmpty() ? null : exactly(mountPath, pathSuffix);
    if (found != null && !pathSuffix.isEmpty()) {
      return found;
    }
    RateLimit longest = null;
    for (RateLimit limit : limits) {
      if (limit.mountPath().equals(mountPath)
          && begins(limit.pathSuffix(), pathSuffix)
          && (longest == null || limit.pathSuffix().length() > longest.pathSuffix().length())) {
        longest = limit;
      }
    }
    if (longest != null) {
      return longest;
    }
    found = exactly(mountPath, "");
    return found == null ? exactly("", "") : found;
  }

  /// Whether no limit is for a path: an exempt one is a beginning of it.
  public boolean exempts(String path) {
    for (String exempt : exemptPaths) {
      String prefix = exempt.endsWith("*") ? exempt.substring(0, exempt.length() - 1) : exempt;
      if (!prefix.isEmpty() && path.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(String pattern, String path) {
    return pattern.endsWith("*") && path.startsWith(pattern.substring(0, pattern.length() - 1));
  }
}
