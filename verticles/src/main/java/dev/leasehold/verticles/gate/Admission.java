package dev.leasehold.verticles.gate;

import dev.leasehold.verticles.policy.Verdict;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request that was let in: the call, the route and handler it goes to, and why it was allowed.
///
/// @param verdict what the policies said; null on routes that need no token
public record Admission(Call call, Route route, Handler handler, @Nullable Verdict verdict) {
  /// The same at a later time.
  public Admission at(Instant later) {
    return new Admission(call.at(later), route, handler, verdict);
  }
}
