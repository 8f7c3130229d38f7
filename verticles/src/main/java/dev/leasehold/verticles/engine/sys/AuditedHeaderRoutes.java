package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.SysEvent;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Which request headers the audit tells, and whether hashed. Those that carry a token are never
/// told, whatever is set here.
final class AuditedHeaderRoutes {
  private static final String ROOT = "config/auditing/request-headers";

  List<Route> routes() {
    return List.of(
        Route.at(ROOT).sudo().read(this::all),
        Route.at(ROOT + "/{header+...}")
            .sudo()
            .fields(Field.flag("hmac", "Whether the value is hashed"))
            .read(this::one)
            .write(this::write)
            .delete(this::remove));
  }

  private Response all(Call call, View state) {
    Map<String, Object> headers = new TreeMap<>();
    state
        .small()
        .settings()
        .auditedHeaders()
        .forEach((name, hashed) -> headers.put(name, Map.of("hmac", hashed)));
    return Response.injected(Map.of("headers", headers));
  }

  private Response one(Call call, View state) {
    Boolean hashed = state.small().settings().auditedHeaders().get(name(call));
    if (hashed == null) {
      throw Refusal.badRequest("Could not find header in config");
    }
    return Response.injected(Map.of(call.fields().text("header"), Map.of("hmac", hashed)));
  }

  private Decision write(Call call, View head) {
    return Decision.of(
        Response.nothing(),
        new SysEvent.AuditedHeaderWritten(name(call), call.fields().flag("hmac")));
  }

  private Decision remove(Call call, View head) {
    return head.small().settings().auditedHeaders().containsKey(name(call))
        ? Decision.of(Response.nothing(), new SysEvent.AuditedHeaderRemoved(name(call)))
        : Decision.of(Response.nothing());
  }

  private static String name(Call call) {
    return call.fields().text("header").toLowerCase(Locale.ROOT);
  }
}
