package dev.leasehold.verticles.gate;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.Mount;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An admitted request: which mount and route it goes to, who asks, when, and with what randomness.
///
/// @param path the rest of the path below the mount
/// @param fields the body's and the path's fields, read by the route's types
/// @param caller null on routes that need no token
/// @param now the time of the decision
/// @param names from token texts to the ids that the log knows, and the like
public record Call(
    Request request,
    Mount mount,
    String path,
    Fields fields,
    @Nullable Caller caller,
    Instant now,
    Entropy entropy,
    Names names,
    Ttls ttls) {

  /// The same call by the same token with another number of uses left.
  public Call usedTo(int remaining) {
    Caller who = callerOrRefuse();
    Caller used = new Caller(who.token().used(remaining), who.text(), who.acl());
    return new Call(request, mount, path, fields, used, now, entropy, names, ttls);
  }

  /// The same call at a later time: when what it waited for is settled.
  public Call at(Instant later) {
    return new Call(request, mount, path, fields, caller, later, entropy, names, ttls);
  }

  /// Who asks, on a route that needs a token.
  public Caller callerOrRefuse() {
    if (caller == null) {
      throw Refusal.badToken();
    }
    return caller;
  }
}
