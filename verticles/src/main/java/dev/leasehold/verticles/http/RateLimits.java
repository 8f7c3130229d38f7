package dev.leasehold.verticles.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.events.RateLimit;
import dev.leasehold.projections.quota.Quotas;
import dev.leasehold.projections.quota.RoleLimits;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.request.Request;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How much of the rate limits each client address has used: in memory alone, and forgotten with
/// the node. Any thread.
///
/// An interval begins with the first request of a client; what is left over is lost with its end.
public final class RateLimits {
  /// How many clients are counted; of more, those that were quiet longest begin anew.
  private static final int MAX_CLIENTS = 100_000;

  private final Cache<Client, Use> uses =
      Caffeine.newBuilder().maximumSize(MAX_CLIENTS).executor(Runnable::run).build();

  private record Client(RateLimit limit, String address) {}

  /// What a client has left until `end`; where there is a block, nothing before that.
  ///
  /// @param still whether it was blocked before it asked: then it is told no more than how long
  private record Use(
      long left, Instant end, boolean allowed, @Nullable Instant blockedUntil, boolean still) {}

  /// What a limit says of a request.
  ///
  /// @param limit its name
  /// @param audited whether it is told to the audit where it turns a request away
  /// @param headers what may be told of it
  public record Judgement(
      String limit, boolean allowed, boolean audited, Map<String, String> headers) {}

  /// The role that a request to a mount logs in with, or an empty text.
  @FunctionalInterface
  public interface RoleOf {
    String role(Mount mount, Request request, View state);
  }

  /// Counts a request, and judges it; null where no limit is for it.
  public @Nullable Judgement judge(Request request, View state, Instant now, RoleOf roleOf) {
    Quotas quotas = Quotas.of(state, request.namespace());
    if (quotas.limits().isEmpty() || quotas.exempts(request.path())) {
      return null;
    }
    RateLimit limit = limit(quotas, request, state, roleOf);
    if (limit == null) {
      return null;
    }
    long most =
        Math.max(1, new BigDecimal(limit.rate()).setScale(0, RoundingMode.HALF_UP).longValue());
    Use use =
        Objects.requireNonNull(
            uses.asMap()
                .compute(
                    new Client(limit, request.remoteAddress()),
                    (client, before) -> next(client.limit(), before, most, now)));
    return new Judgement(
        limit.name(),
        use.allowed(),
        quotas.auditLogging(),
        quotas.responseHeaders() ? headers(use, most, now) : Map.of());
  }

  private static @Nullable RateLimit limit(
      Quotas quotas, Request request, View state, RoleOf roleOf) {
    RoleLimits roles = RoleLimits.of(state, request.namespace());
    Quotas general = quotas.without(roles);
    Mount mount = state.small().mountFor(request.namespace(), request.path());
    String path = request.path();
    if (mount == null || path.length() < mount.fullPath().length()) {
      return general.exactly("", "");
    }
    if (!roles.roles().isEmpty() && mount.table() == MountTable.AUTH) {
      String role = roleOf.role(mount, request, state);
      RateLimit limit = role.isEmpty() ? null : quotas.forRole(mount.fullPath(), role, roles);
      if (limit != null) {
        return limit;
      }
    }
    String below = path.substring(mount.fullPath().length());
    return general.most(
        mount.fullPath(), below.endsWith("/") ? below.substring(0, below.length() - 1) : below);
  }

  private static Use next(RateLimit limit, @Nullable Use before, long most, Instant now) {
    if (before != null && before.blockedUntil() != null && now.isBefore(before.blockedUntil())) {
      return new Use(0, before.end(), false, before.blockedUntil(), true);
    }
    long left = most;
    Instant end = now.plusSeconds(limit.intervalSeconds());
    if (before != null && now.isBefore(before.end())) {
      left = before.left();
      end = before.end();
    }
    if (left > 0) {
      return new Use(left - 1, end, true, null, false);
    }
    Instant blocked = limit.blockSeconds() > 0 ? now.plusSeconds(limit.blockSeconds()) : null;
    return new Use(0, end, false, blocked, false);
  }

  private static Map<String, String> headers(Use use, long most, Instant now) {
    Map<String, String> headers = new TreeMap<>();
    String reset = seconds(now, use.end());
    if (!use.still()) {
      headers.put("X-Ratelimit-Limit", String.valueOf(most));
      headers.put("X-Ratelimit-Remaining", String.valueOf(use.left()));
      headers.put("X-Ratelimit-Reset", reset);
    }
    if (!use.allowed()) {
      Instant blocked = use.blockedUntil();
      headers.put("Retry-After", blocked == null ? reset : seconds(now, blocked));
    }
    return headers;
  }

  /// Whole seconds that are left, a moment after the request was counted.
  private static String seconds(Instant now, Instant end) {
    return String.valueOf(Math.max(0, Duration.between(now, end).minusNanos(1).toSeconds()));
  }
}
