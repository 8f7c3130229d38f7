package dev.leasehold.verticles.engine.sys;

import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Vault's counters of clients and tokens. Activity is not logged here, as in a Vault in which it
/// is switched off: there are no clients to report.
final class CounterRoutes {
  private static final String ROOT = "internal/counters/";

  List<Route> routes() {
    return List.of(
        Route.at(ROOT + "requests").read(this::requests),
        Route.at(ROOT + "tokens").read(this::tokens),
        Route.at(ROOT + "entities").read(this::entities),
        Route.at(ROOT + "activity").read(this::activity),
        Route.at(ROOT + "activity/monthly").read((call, state) -> Response.nothing()),
        Route.at(ROOT + "activity/export").sudo().read(this::export),
        Route.at(ROOT + "config").read(this::config));
  }

  private Response requests(Call call, View state) {
    throw Refusal.of(Refusal.Kind.NOT_FOUND, "The functionality has been removed on this path");
  }

  private Response tokens(Call call, View state) {
    Map<String, Object> total = Map.of("total", Tokens.count(state, "service"));
    return Response.of(Map.of("counters", Map.of("service_tokens", total)));
  }

  private Response entities(Call call, View state) {
    Map<String, Object> total = Map.of("total", Entities.count(state));
    return Response.of(Map.of("counters", Map.of("entities", total)));
  }

  /// The twelve whole months before this one, in which nothing was counted.
  private Response activity(Call call, View state) {
    LocalDate month = LocalDate.ofInstant(call.now(), ZoneOffset.UTC).withDayOfMonth(1);
    Instant begin = month.minusMonths(12).atStartOfDay().toInstant(ZoneOffset.UTC);
    Instant end = month.minusDays(1).atTime(LocalTime.of(23, 59, 59)).toInstant(ZoneOffset.UTC);
    Map<String, Object> total = new LinkedHashMap<>();
    for (String counter :
        List.of(
            "distinct_entities",
            "entity_clients",
            "non_entity_tokens",
            "non_entity_clients",
            "clients")) {
      total.put(counter, 0);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("by_namespace", List.of());
    data.put("end_time", end);
    data.put("months", List.of());
    data.put("start_time", begin);
    data.put("total", total);
    return Response.of(data);
  }

  private Response export(Call call, View state) {
    throw Refusal.internal("no data to export in provided time range");
  }

  private Response config(Call call, View state) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("billing_start_timestamp", "0001-01-01T00:00:00Z");
    data.put("default_report_months", 12);
    data.put("enabled", "default-disabled");
    data.put("minimum_retention_months", 0);
    data.put("queries_available", false);
    data.put("reporting_enabled", false);
    data.put("retention_months", 24);
    return Response.of(data);
  }
}
