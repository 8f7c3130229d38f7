package dev.leasehold.verticles.auth.token;

import dev.leasehold.events.TokenRole;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Lifetime;
import dev.leasehold.verticles.request.DurationText;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Undecodable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The times of a new token in seconds, by what the request and the role say; 0 where not given.
///
/// @param ttl how long it lives at first, 0 for a root token without an end
/// @param explicitMax as the request has it
/// @param period as the request has it
record TokenTimes(long ttl, long explicitMax, long period) {

  static TokenTimes of(
      Call call,
      @Nullable TokenRole role,
      boolean batch,
      boolean sudo,
      List<String> policies,
      List<String> warnings) {
    Fields fields = call.fields();
    long explicitMax = seconds(fields, "explicit_max_ttl");
    long period = seconds(fields, "period");
    if (period > 0 && !sudo) {
      throw Refusal.badRequest("root or sudo privileges required to create periodic token");
    }
    long ttl = seconds(fields, fields.text("ttl").isEmpty() ? "lease" : "ttl");
    long explicitUsed = explicitMax;
    long periodUsed = period;
    if (role != null && !batch) {
      explicitUsed =
          lesser(
              explicitMax, role.parameters().explicitMaxTtlSeconds(), "Explicit max TTL", warnings);
      periodUsed = lesser(period, role.parameters().periodSeconds(), "Period", warnings);
    }
    boolean endless = periodUsed == 0 && ttl == 0 && policies.contains("root");
    long lives = endless ? explicitUsed : lives(call, ttl, periodUsed, explicitUsed, warnings);
    return new TokenTimes(lives, explicitMax, period);
  }

  /// Whether a duration of the request is none; one that cannot be read is refused.
  static boolean isZero(Fields fields, String name) {
    try {
      return DurationText.read(fields.text(name)).isZero();
    } catch (Undecodable garbled) {
      throw Refusal.badRequest(GoText.quoted(name) + " value could not be parsed");
    }
  }

  private static long lesser(long asked, long role, String what, List<String> warnings) {
    if (role == 0 || asked == 0) {
      return asked == 0 ? role : asked;
    }
    long lesser = Math.min(asked, role);
    warnings.add(
        what
            + " specified both during creation call and in role; using the lesser value of "
            + lesser
            + " seconds");
    return lesser;
  }

  private static long lives(
      Call call, long ttl, long period, long explicitMax, List<String> warnings) {
    Lifetime lifetime =
        Lifetime.of(
            new Lifetime.Terms(
                0,
                ttl,
                period,
                0,
                explicitMax,
                call.ttls().defaultOf(call.mount()),
                call.ttls().maxOf(call.mount()),
                call.now()),
            call.now());
    warnings.addAll(lifetime.warnings());
    return lifetime.seconds();
  }

  private static long seconds(Fields fields, String name) {
    try {
      long seconds = DurationText.read(fields.text(name)).toSeconds();
      if (seconds < 0) {
        throw Refusal.badRequest(name + " must be positive");
      }
      return seconds;
    } catch (Undecodable undecodable) {
      throw Refusal.badRequest(String.valueOf(undecodable.getMessage()));
    }
  }
}
