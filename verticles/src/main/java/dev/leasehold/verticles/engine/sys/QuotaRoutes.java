package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.QuotaEvent;
import dev.leasehold.events.QuotaEvent.QuotasConfigured;
import dev.leasehold.events.QuotaEvent.RateLimitDeleted;
import dev.leasehold.events.QuotaEvent.RateLimitWritten;
import dev.leasehold.events.QuotaEvent.RoleLimitWritten;
import dev.leasehold.events.RateLimit;
import dev.leasehold.projections.quota.Quotas;
import dev.leasehold.projections.quota.RoleLimits;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.FieldType;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rate limits by mount, path and role, and what holds for all of them.
final class QuotaRoutes {
  /// Every request looks through them.
  private static final int MOST = 1_000;

  private static final Field[] CONFIG = {
    Field.stringList("rate_limit_exempt_paths", "Paths that no rate limit is for."),
    Field.flag("enable_rate_limit_audit_logging", "Whether refused requests are audited."),
    Field.flag("enable_rate_limit_response_headers", "Whether answers tell what is left.")
  };

  private static final Field[] LIMIT = {
    Field.text("type", "Type of the quota rule."),
    Field.text("path", "Path of the mount to apply the quota to; blank for all."),
    Field.text("role", "Login role to apply this quota to."),
    new Field("rate", FieldType.RAW, null, "The number of requests allowed in an interval."),
    Field.seconds("interval", "The duration to enforce rate limiting for (default '1s')."),
    Field.seconds("block_interval", "How long who reached the limit is refused.")
  };

  private final Engines engines;

  QuotaRoutes(Engines engines) {
    this.engines = engines;
  }

  List<Route> routes() {
    return List.of(
        Route.at("quotas/config")
            .fields(CONFIG)
            .read(QuotaRoutes::readConfig)
            .write(QuotaRoutes::configure),
        Route.at("quotas/rate-limit/").list(QuotaRoutes::list),
        Route.at("quotas/rate-limit/{name}")
            .fields(LIMIT)
            .read(QuotaRoutes::read)
            .write(this::write)
            .delete(QuotaRoutes::delete));
  }

  private static Quotas quotas(Call call, View view) {
    return Quotas.of(view, call.request().namespace());
  }

  private static Response readConfig(Call call, View view) {
    Quotas quotas = quotas(call, view);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("enable_rate_limit_audit_logging", quotas.auditLogging());
    data.put("enable_rate_limit_response_headers", quotas.responseHeaders());
    data.put("rate_limit_exempt_paths", quotas.exemptPaths());
    return Response.of(data);
  }

  private static Decision configure(Call call, View head) {
    Fields fields = call.fields();
    return Decision.of(
        Response.nothing(),
        new QuotasConfigured(
            call.request().namespace(),
            fields.list("rate_limit_exempt_paths"),
            fields.flag("enable_rate_limit_audit_logging"),
            fields.flag("enable_rate_limit_response_headers")));
  }

  private static Response list(Call call, View view) {
    List<String> names = quotas(call, view).limits().stream().map(RateLimit::name).toList();
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", names));
  }

  private static Response read(Call call, View view) {
    RateLimit limit = quotas(call, view).limit(call.fields().text("name"));
    if (limit == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("block_interval", limit.blockSeconds());
    data.put("interval", limit.intervalSeconds());
    data.put("name", limit.name());
    data.put("path", limit.mountPath() + limit.pathSuffix());
    data.put("rate", new BigDecimal(limit.rate()));
    data.put("role", RoleLimits.of(view, namespace(call)).role(limit.name()));
    data.put("type", "rate-limit");
    return Response.of(data);
  }

  private static Decision delete(Call call, View head) {
    RateLimit limit = quotas(call, head).limit(call.fields().text("name"));
    return limit == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new RateLimitDeleted(limit.namespace(), limit.name()));
  }

  private Decision write(Call call, View head) {
    Fields fields = call.fields();
    BigDecimal rate = rate(fields.raw("rate"));
    if (rate.signum() <= 0) {
      throw Refusal.badRequest("'rate' is invalid");
    }
    QuotaPlace place = QuotaPlace.of(call, head, engines);
    Quotas quotas = quotas(call, head);
    String name = fields.text("name");
    place.refuseRival(name, rival(quotas, RoleLimits.of(head, namespace(call)), place));
    if (quotas.limits().size() >= MOST && quotas.limit(name) == null) {
      throw Refusal.badRequest("there are too many rate limits");
    }
    RateLimit limit =
        new RateLimit(
            namespace(call),
            name,
            place.mountPath(),
            place.pathSuffix(),
            rate.toPlainString(),
            Math.max(1, fields.seconds("interval")),
            fields.seconds("block_interval"));
    return Decision.of(Response.nothing(), written(limit, place.role()));
  }

  private static String namespace(Call call) {
    return call.request().namespace();
  }

  /// The limit that is for just the same, or an empty text.
  private static String rival(Quotas quotas, RoleLimits roles, QuotaPlace place) {
    RateLimit rival =
        place.role().isEmpty()
            ? quotas.without(roles).exactly(place.mountPath(), place.pathSuffix())
            : quotas.forRole(place.mountPath(), place.role(), roles);
    return rival == null ? "" : rival.name();
  }

  static QuotaEvent written(RateLimit limit, String role) {
    return role.isEmpty() ? new RateLimitWritten(limit) : new RoleLimitWritten(limit, role);
  }

  private static BigDecimal rate(@Nullable Object raw) {
    return switch (raw) {
      case null -> BigDecimal.ZERO;
      case Boolean flag -> flag ? BigDecimal.ONE : BigDecimal.ZERO;
      case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
      case String text -> parsed(text);
      default -> throw unreadable(raw, "expected type 'float64'");
    };
  }

  private static BigDecimal parsed(String text) {
    try {
      return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text).stripTrailingZeros();
    } catch (NumberFormatException none) {
      throw unreadable(
          text,
          "cannot parse '' as float: strconv.ParseFloat: parsing "
              + GoText.quoted(text)
              + ": invalid syntax");
    }
  }

  private static Refusal unreadable(Object raw, String why) {
    return Refusal.badRequest(
        "Field validation failed: error converting input "
            + GoText.shown(raw)
            + " for field \"rate\": "
            + why);
  }
}
