package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.LeaseCount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.QuotaEvent.LeaseCountDeleted;
import dev.leasehold.events.QuotaEvent.LeaseCountWritten;
import dev.leasehold.projections.quota.LeaseCounts;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lease count quotas: how many leases there may be at once, as in Vault Enterprise. They are kept
/// when something is leased, by the gate's own room.
final class LeaseCountRoutes {
  /// Everything that is leased looks through them.
  private static final int MOST = 1_000;

  private final Engines engines;

  LeaseCountRoutes(Engines engines) {
    this.engines = engines;
  }

  List<Route> routes() {
    return List.of(
        Route.at("quotas/lease-count/").list(LeaseCountRoutes::list),
        Route.at("quotas/lease-count/{name}")
            .fields(
                Field.text("type", "Type of the quota rule."),
                Field.text("path", "Path of the mount to apply the quota to; blank for all."),
                Field.text("role", "Login role to apply this quota to."),
                Field.integer("max_leases", "Maximum number of leases allowed by the quota rule."))
            .read(LeaseCountRoutes::read)
            .write(this::write)
            .delete(LeaseCountRoutes::delete));
  }

  private static LeaseCounts counts(Call call, View view) {
    return LeaseCounts.of(view, call.request().namespace());
  }

  private static Response list(Call call, View view) {
    List<String> names = counts(call, view).quotas().stream().map(LeaseCount::name).toList();
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", names));
  }

  private static Response read(Call call, View view) {
    LeaseCount quota = counts(call, view).quota(call.fields().text("name"));
    if (quota == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("counter", LeaseCounts.used(view, quota));
    data.put("max_leases", quota.maxLeases());
    data.put("name", quota.name());
    data.put("path", quota.mountPath() + quota.pathSuffix());
    data.put("role", quota.role());
    data.put("type", "lease-count");
    return Response.of(data);
  }

  private Decision write(Call call, View head) {
    long most = call.fields().integer("max_leases");
    if (most <= 0) {
      throw Refusal.badRequest("'max_leases' is invalid");
    }
    QuotaPlace place = QuotaPlace.of(call, head, engines);
    if (place.mount() != null
        && place.mount().table() == MountTable.AUTH
        && !place.pathSuffix().isEmpty()) {
      throw Refusal.badRequest("a lease count quota of an auth method cannot have a path suffix");
    }
    LeaseCounts counts = counts(call, head);
    String name = call.fields().text("name");
    LeaseCount rival = counts.exactly(place.mountPath(), place.pathSuffix(), place.role());
    place.refuseRival(name, rival == null ? "" : rival.name());
    if (counts.quotas().size() >= MOST && counts.quota(name) == null) {
      throw Refusal.badRequest("there are too many lease count quotas");
    }
    return Decision.of(
        Response.nothing(),
        new LeaseCountWritten(
            new LeaseCount(
                call.request().namespace(),
                name,
                place.mountPath(),
                place.pathSuffix(),
                place.role(),
                most)));
  }

  private static Decision delete(Call call, View head) {
    LeaseCount quota = counts(call, head).quota(call.fields().text("name"));
    return quota == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new LeaseCountDeleted(quota.namespace(), quota.name()));
  }
}
