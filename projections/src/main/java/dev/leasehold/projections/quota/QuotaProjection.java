package dev.leasehold.projections.quota;

import dev.leasehold.events.QuotaEvent;
import dev.leasehold.events.QuotaEvent.QuotasConfigured;
import dev.leasehold.events.QuotaEvent.RateLimitDeleted;
import dev.leasehold.events.QuotaEvent.RateLimitWritten;
import dev.leasehold.events.RateLimit;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.Projection;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replays the quotas.
public final class QuotaProjection implements Projection<QuotaEvent> {

  @Override
  public void replay(QuotaEvent event, Moment moment, Rows rows) {
    switch (event) {
      case RateLimitWritten written ->
          change(written.limit().namespace(), written.limit().name(), written.limit(), rows);
      case RateLimitDeleted deleted -> change(deleted.namespace(), deleted.name(), null, rows);
      case QuotasConfigured configured ->
          rows.put(
              Quotas.TABLE,
              new NameKey(configured.namespace()),
              new Quotas(
                  Quotas.of(rows, configured.namespace()).limits(),
                  configured.exemptPaths(),
                  configured.auditLogging(),
                  configured.responseHeaders()));
    }
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
}
