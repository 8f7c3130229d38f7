package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.LeaseCount;
import dev.leasehold.events.Mount;
import dev.leasehold.events.QuotaEvent;
import dev.leasehold.events.QuotaEvent.LeaseCountDeleted;
import dev.leasehold.events.QuotaEvent.LeaseCountWritten;
import dev.leasehold.events.QuotaEvent.RateLimitDeleted;
import dev.leasehold.events.RateLimit;
import dev.leasehold.projections.quota.LeaseCounts;
import dev.leasehold.projections.quota.Quotas;
import dev.leasehold.projections.quota.RoleLimits;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;

/// What becomes of the quotas of a mount that is moved or disabled: they go with it.
final class MovedQuotas {
  private MovedQuotas() {}

  /// The quotas of a mount, named for its new path.
  static List<QuotaEvent> moved(Mount mount, String path, View head) {
    RoleLimits roles = RoleLimits.of(head, mount.namespace());
    List<QuotaEvent> events = new ArrayList<>();
    for (RateLimit limit : limits(mount, head)) {
      RateLimit moved =
          new RateLimit(
              limit.namespace(),
              limit.name(),
              path,
              limit.pathSuffix(),
              limit.rate(),
              limit.intervalSeconds(),
              limit.blockSeconds());
      events.add(QuotaRoutes.written(moved, roles.role(limit.name())));
    }
    for (LeaseCount quota : counts(mount, head)) {
      events.add(
          new LeaseCountWritten(
              new LeaseCount(
                  quota.namespace(),
                  quota.name(),
                  path,
                  quota.pathSuffix(),
                  quota.role(),
                  quota.maxLeases())));
    }
    return events;
  }

  /// The end of the quotas of a mount.
  static List<QuotaEvent> deleted(Mount mount, View head) {
    List<QuotaEvent> events = new ArrayList<>();
    for (RateLimit limit : limits(mount, head)) {
      events.add(new RateLimitDeleted(limit.namespace(), limit.name()));
    }
    for (LeaseCount quota : counts(mount, head)) {
      events.add(new LeaseCountDeleted(quota.namespace(), quota.name()));
    }
    return events;
  }

  private static List<RateLimit> limits(Mount mount, View head) {
    return Quotas.of(head, mount.namespace()).limits().stream()
        .filter(limit -> limit.mountPath().equals(mount.fullPath()))
        .toList();
  }

  private static List<LeaseCount> counts(Mount mount, View head) {
    return LeaseCounts.of(head, mount.namespace()).quotas().stream()
        .filter(quota -> quota.mountPath().equals(mount.fullPath()))
        .toList();
  }
}
