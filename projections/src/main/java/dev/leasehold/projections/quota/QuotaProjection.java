package dev.leasehold.projections.quota;

import dev.leasehold.events.LeaseCount;
import dev.leasehold.events.QuotaEvent;
import dev.leasehold.events.QuotaEvent.LeaseCountDeleted;
import dev.leasehold.events.QuotaEvent.LeaseCountWritten;
import dev.leasehold.events.QuotaEvent.QuotasConfigured;
import dev.leasehold.events.QuotaEvent.RateLimitDeleted;
import dev.leasehold.events.QuotaEvent.RateLimitWritten;
import dev.leasehold.events.QuotaEvent.RoleLimitWritten;
import dev.leasehold.events.RateLimit;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replays the quotas.
public final class QuotaProjection implements Projection<QuotaEvent> {
  public static final List<Table<?, ?>> ALL =
      List.of(Quotas.TABLE, RoleLimits.TABLE, LeaseCounts.TABLE);

  @Override
  public void replay(QuotaEvent event, Moment moment, Rows rows) {
    switch (event) {
      case RateLimitWritten written -> write(written.limit(), "", rows);
      case RoleLimitWritten written -> write(written.limit(), written.role(), rows);
      case RateLimitDeleted deleted -> {
        change(deleted.namespace(), deleted.name(), null, rows);
        role(deleted.namespace(), deleted.name(), "", rows);
      }
      case QuotasConfigured configured ->
          rows.put(
              Quotas.TABLE,
              new NameKey(configured.namespace()),
              new Quotas(
                  Quotas.of(rows, configured.namespace()).limits(),
                  configured.exemptPaths(),
                  configured.auditLogging(),
                  configured.responseHeaders()));
      case LeaseCountWritten written ->
          count(written.quota().namespace(), written.quota().name(), written.quota(), rows);
      case LeaseCountDeleted deleted -> count(deleted.namespace(), deleted.name(), null, rows);
    }
  }

  private static void write(RateLimit limit, String role, Rows rows) {
    change(limit.namespace(), limit.name(), limit, rows);
    role(limit.namespace(), limit.name(), role, rows);
  }

  private static void change(String namespace, String name, @Nullable RateLimit limit, Rows rows) {
    Quotas before = Quotas.of(rows, namespace);
    List<RateLimit> limits = new ArrayList<>(before.limits());
    limits.removeIf(other -> other.name().equals(name));
    if (limit != null) {
      limits.add(limit);
      limits.sort((one, other) -> one.name().compareTo(other.name()));
    }
    rows.put(
        Quotas.TABLE,
        new NameKey(namespace),
        new Quotas(limits, before.exemptPaths(), before.auditLogging(), before.responseHeaders()));
  }

  private static void role(String namespace, String name, String role, Rows rows) {
    RoleLimits before = RoleLimits.of(rows, namespace);
    if (!before.role(name).equals(role)) {
      rows.put(RoleLimits.TABLE, new NameKey(namespace), before.with(name, role));
    }
  }

  private static void count(String namespace, String name, @Nullable LeaseCount quota, Rows rows) {
    List<LeaseCount> quotas = new ArrayList<>(LeaseCounts.of(rows, namespace).quotas());
    quotas.removeIf(other -> other.name().equals(name));
    if (quota != null) {
      quotas.add(quota);
      quotas.sort((one, other) -> one.name().compareTo(other.name()));
    }
    rows.put(LeaseCounts.TABLE, new NameKey(namespace), new LeaseCounts(quotas));
  }
}
