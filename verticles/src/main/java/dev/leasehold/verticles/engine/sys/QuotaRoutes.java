package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.QuotaEvent.QuotasConfigured;
import dev.leasehold.events.QuotaEvent.RateLimitDeleted;
import dev.leasehold.events.QuotaEvent.RateLimitWritten;
import dev.leasehold.events.RateLimit;
import dev.leasehold.projections.quota.Quotas;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.FieldType;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rate limits by mount and path. Lease count quotas are an Enterprise feature, as in Vault.
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

  private QuotaRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("quotas/config")
            .fields(CONFIG)
            .read(QuotaRoutes::readConfig)
            .write(QuotaRoutes::configure),
        Route.at("quotas/rate-limit/").list(QuotaRoutes::list),
        Route.at("quotas/rate-limit/{name}")
            .fields(LIMIT)
            .read(QuotaRoutes::read)
            .write(QuotaRoutes::write)
            .delete(QuotaRoutes::delete),
        enterprise("quotas/lease-count/"),
        enterprise("quotas/lease-count/{name}"));
  }

  private static Route enterprise(String pattern) {
    Handler.Read refuse =
        new Handler.Read((call, view) -> {
          throw Refusal.of(Refusal.Kind.NOT_FOUND, "enterprise-only feature");
        });
    return Route.at(pattern).on(refuse, Operation.values());
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
    data.put("role", "");
    data.put("type", "rate-limit");
    return Response.of(data);
  }

  private static Decision delete(Call call, View head) {
    RateLimit limit = quotas(call, head).limit(call.fields().text("name"));
    return limit == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new RateLimitDeleted(limit.namespace(), limit.name()));
  }

  private static Decision write(Call call, View head) {
    Fields fields = call.fields();
    BigDecimal rate = rate(fields.raw("rate"));
    if (rate.signum() <= 0) {
      throw Refusal.badRequest("'rate' is invalid");
    }
    String path = sanitized(fields.text("path"));
    Mount mount = path.isEmpty() ? null : mount(call, path, head);
    String mountPath = mount == null ? "" : mount.fullPath();
    String suffix = path.length() <= mountPath.length() ? "" : path.substring(mountPath.length());
    suffix = suffix.endsWith("/") ? suffix.substring(0, suffix.length() - 1) : suffix;
    if (!fields.text("role").isEmpty()) {
      refuseRole(mount, mountPath, suffix);
    }
    Quotas quotas = quotas(call, head);
    String name = fields.text("name");
    RateLimit rival = quotas.exactly(mountPath, suffix);
    if (rival != null && !rival.name().equals(name)) {
      throw Refusal.badRequest(
          "quota rule with similar properties exists under the name "
              + GoText.quoted(rival.name()));
    }
    if (quotas.limits().size() >= MOST && quotas.limit(name) == null) {
      throw Refusal.badRequest("there are too many rate limits");
    }
    return Decision.of(
        Response.nothing(),
        new RateLimitWritten(
            new RateLimit(
                call.request().namespace(),
                name,
                mountPath,
                suffix,
                rate.toPlainString(),
                Math.max(1, fields.seconds("interval")),
                fields.seconds("block_interval"))));
  }

  private static String sanitized(String path) {
    String ended = path.endsWith("/") ? path : path + "/";
    return ended.startsWith("/") ? ended.substring(1) : ended;
  }

  private static Mount mount(Call call, String path, View head) {
    Mount mount = head.small().mountFor(call.request().namespace(), path);
    if (mount == null) {
      throw Refusal.badRequest("invalid mount path " + GoText.quoted(path));
    }
    return mount;
  }

  /// No method of ours tells the role of a login before it is made.
  private static void refuseRole(@Nullable Mount mount, String mountPath, String suffix) {
    if (!suffix.isEmpty()) {
      throw Refusal.badRequest(
          "Quotas cannot contain both a path suffix and a role. If a role is provided, path must"
              + " be a valid auth mount with a concept of roles");
    }
    throw Refusal.badRequest(
        mount == null || mount.table() != MountTable.AUTH
            ? "Mount path "
                + GoText.quoted(mountPath)
                + " is not a valid auth method and therefore unsuitable for use with role-based"
                + " quotas"
            : "Mount path "
                + GoText.quoted(mountPath)
                + " does not support use with role-based quotas");
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
