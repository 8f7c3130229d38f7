package dev.leasehold.verticles.gate;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.Mount;
import dev.leasehold.events.Token;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.TokenRow;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.engine.Help;
import dev.leasehold.verticles.engine.RouteTable;
import dev.leasehold.verticles.identity.Identities;
import dev.leasehold.verticles.policy.Verdict;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets a request in or refuses it: mount, route, token, policies, in Vault's order. A pure
/// function of the request, the state and the time: the http room asks it on the committed state,
/// and the writer asks it again on head, so that the place of the check is the place of the use.
///
/// It may be called from any thread.
public final class Gate {
  private final Engines engines;
  private final Acls acls;
  private final Names names;
  private final Ttls ttls;
  private final Entropy entropy;

  public Gate(Engines engines, Acls acls, Names names, Ttls ttls, Entropy entropy) {
    this.engines = engines;
    this.acls = acls;
    this.names = names;
    this.ttls = ttls;
    this.entropy = entropy;
  }

  /// Who asks and where to, as far as that can be told; never a refusal. For the audit and for
  /// telling a use-limited token before anything is decided.
  public Entrance entrance(Request request, View state, Instant now) {
    Mount mount = state.small().mountFor(request.namespace(), request.path());
    return new Entrance(mount, caller(request, state, now), null);
  }

  /// The call that a request becomes.
  ///
  /// Throws a [Refusal] with Vault's text where there is no such path or the caller may not.
  public Admission admit(Request request, View state, Instant now) {
    return admit(request, state, now, entrance(request, state, now));
  }

  /// As above, where [#entrance] was asked on the same state.
  public Admission admit(Request request, View state, Instant now, Entrance entrance) {
    Mount mount = entrance.mount();
    RouteTable.@Nullable Match match = mount == null ? null : match(mount, request);
    if (match != null && match.route().vetting() != null) {
      match.route().vetting().vet(request, names, state, now);
    }
    if (mount != null && match != null && match.route().access() == Route.Access.UNAUTHENTICATED) {
      return enter(request, mount, match, entrance.caller(), null, now, false);
    }
    Caller caller = entrance.caller();
    if (caller == null) {
      throw Refusal.badToken();
    }
    if (!Addresses.within(caller.token().boundCidrs(), request.remoteAddress())) {
      throw Refusal.badToken();
    }
    Operation operation = operation(request, state, now, mount, match, caller);
    Verdict verdict = check(request, operation, match, caller);
    if (mount == null) {
      throw Refusal.of(
          Refusal.Kind.NOT_FOUND,
          "no handler for route \"" + request.path() + "\". route entry not found.");
    }
    if (request.operation() == Operation.HELP && below(mount, request).isEmpty()) {
      return enterMount(request, mount, caller, now);
    }
    if (match == null) {
      throw Refusal.unsupportedPath();
    }
    return enter(request.as(operation), mount, match, caller, verdict, now, true);
  }

  /// Whether a request goes where no token is needed: one that comes with it costs it no use.
  public boolean isOpen(Request request, Entrance entrance) {
    Mount mount = entrance.mount();
    RouteTable.@Nullable Match match = mount == null ? null : match(mount, request);
    return match != null && match.route().access() == Route.Access.UNAUTHENTICATED;
  }

  /// The role that a request logs in with, as far as that can be told before it is let in: for the
  /// quotas of roles. Empty where there is none.
  public String roleOf(Mount mount, Request request, View state) {
    return engines.byType(mount.type(), mount.table()).roleOf(mount, request.data(), state);
  }

  private Admission enter(
      Request request,
      Mount mount,
      RouteTable.Match match,
      @Nullable Caller caller,
      @Nullable Verdict verdict,
      Instant now,
      boolean authenticated) {
    Route route = match.route();
    Handler handler =
        request.operation() == Operation.HELP
            ? help(route, mount)
            : route.handlers().get(request.operation());
    if (handler == null) {
      throw authenticated
          ? Refusal.unsupportedOperation()
          : Refusal.of(Refusal.Kind.UNSUPPORTED_OPERATION, "unsupported operation");
    }
    Call call = call(request, mount, match, caller, now);
    return new Admission(call, route, handler, verdict);
  }

  private static Handler help(Route route, Mount mount) {
    return new Handler.Read((call, state) -> Help.of(route, call.path(), mount.type()));
  }

  /// Help on a mount as a whole is help on no route of it.
  private Admission enterMount(Request request, Mount mount, Caller caller, Instant now) {
    Route whole = Route.at("");
    Handler handler =
        new Handler.Read((call, state) -> Help.of(engines.routes(mount).routes(), mount.type()));
    RouteTable.Match match = new RouteTable.Match(whole, Map.of());
    return new Admission(call(request, mount, match, caller, now), whole, handler, Verdict.HELP);
  }

  private Call call(
      Request request, Mount mount, RouteTable.Match match, @Nullable Caller caller, Instant now) {
    Route route = match.route();
    Map<String, String> captured = match.captured();
    boolean checked = route.exists() != null && writes(request.operation());
    Request passed = request.passing(mount.config().passthroughRequestHeaders());
    Fields fields =
        Fields.read(route.fields(), route.anyFields(), request.data(), captured, checked);
    return new Call(
        passed, mount, below(mount, request), fields, caller, now, entropy, names, ttls);
  }

  /// An UPDATE of what does not exist is a CREATE, where the route can tell.
  private Operation operation(
      Request request,
      View state,
      Instant now,
      @Nullable Mount mount,
      RouteTable.@Nullable Match match,
      Caller caller) {
    Operation asked = request.operation();
    if (asked != Operation.UPDATE || mount == null || match == null) {
      return asked;
    }
    Route.Existence existence = match.route().exists();
    if (existence == null || !match.route().handlers().containsKey(Operation.CREATE)) {
      return asked;
    }
    boolean exists = existence.exists(call(request, mount, match, caller, now), state);
    return exists ? Operation.UPDATE : Operation.CREATE;
  }

  private static Verdict check(
      Request request, Operation operation, RouteTable.@Nullable Match match, Caller caller) {
    Verdict verdict =
        caller.acl().check(operation, request.path(), request.data(), request.wrapTtl());
    boolean needsSudo = match != null && match.route().access() == Route.Access.SUDO;
    if (!verdict.allowed() || (needsSudo && !verdict.sudo())) {
      throw Refusal.denied();
    }
    return verdict;
  }

  private @Nullable Caller caller(Request request, View state, Instant now) {
    SecretBytes text = request.token();
    if (text == null) {
      return null;
    }
    TokenRow row = names.live(state, text, now);
    if (row == null || Identities.bars(row.token(), state)) {
      return null;
    }
    return new Caller(row.token(), text, acls.of(row.token(), state));
  }

  private static boolean writes(Operation operation) {
    return operation == Operation.CREATE || operation == Operation.UPDATE;
  }

  /// The path below a mount, which may be named without the slash at its end.
  private static String below(Mount mount, Request request) {
    int length = mount.fullPath().length();
    return request.path().length() < length ? "" : request.path().substring(length);
  }

  private RouteTable.@Nullable Match match(Mount mount, Request request) {
    return engines.routes(mount).find(below(mount, request), request.operation());
  }

  /// Whether the token of a caller that was admitted has not ended since.
  public boolean stillLive(Caller caller, View state) {
    Token token = caller.token();
    if (token.type().equals("batch")) {
      return token.parent() == null || Tokens.find(state, token.parent()) != null;
    }
    TokenRow row = Tokens.find(state, token.id());
    return row != null && row.token().equals(token);
  }
}
