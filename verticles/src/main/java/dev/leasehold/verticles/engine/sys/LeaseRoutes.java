package dev.leasehold.verticles.engine.sys;

import dev.leasehold.events.Lease;
import dev.leasehold.events.Token;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.TokenRow;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.engine.Engines;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Looking up, listing, renewing and revoking leases, under `leases/` and under the old names that
/// Vault still serves, with the same checks (THREATS T14). A token stands among the leases at the
/// path that made it, slash, its id.
final class LeaseRoutes {
  /// The most names that a LIST gives.
  private static final int MAX_LISTED = 1_000_000;

  static final Field LEASE_ID = Field.text("lease_id", "The lease identifier");
  static final Field URL_LEASE_ID = Field.text("url_lease_id", "The lease identifier");
  static final Field SYNC = Field.flag("sync", "Whether to wait for the revocation").fallback(true);
  private static final Field INCREMENT =
      Field.seconds("increment", "The desired increment in seconds to the lease");
  private static final Operation[] UPDATING = {Operation.CREATE, Operation.UPDATE};

  private final LeaseRenewal renewal;
  private final LeaseRevocation revocation;

  LeaseRoutes(Engines engines) {
    this.renewal = new LeaseRenewal(engines);
    this.revocation = new LeaseRevocation(engines);
  }

  List<Route> routes() {
    return List.of(
        Route.at("leases/lookup").fields(LEASE_ID).ask(this::lookup),
        Route.at("leases/lookup/{prefix...}")
            .sudo()
            .on(new Handler.Prepared(this::names, this::list), Operation.LIST),
        renew("leases/renew"),
        renew("leases/renew/{url_lease_id...}"),
        renew("renew"),
        renew("renew/{url_lease_id...}"),
        prefix("leases/revoke-prefix/{prefix...}", false),
        prefix("leases/revoke-force/{prefix...}", true),
        prefix("revoke-prefix/{prefix...}", false),
        prefix("revoke-force/{prefix...}", true),
        revoke("leases/revoke"),
        revoke("leases/revoke/{url_lease_id...}"),
        revoke("revoke"),
        revoke("revoke/{url_lease_id...}"));
  }

  private Route renew(String pattern) {
    return Route.at(pattern)
        .fields(LEASE_ID, URL_LEASE_ID, INCREMENT)
        .on(new Handler.Outbound(renewal::plan), UPDATING);
  }

  private Route revoke(String pattern) {
    return Route.at(pattern)
        .fields(LEASE_ID, URL_LEASE_ID, SYNC)
        .on(new Handler.Outbound(revocation::plan), UPDATING);
  }

  private Route prefix(String pattern, boolean force) {
    return Route.at(pattern)
        .sudo()
        .fields(SYNC)
        .on(new Handler.Outbound((call, head) -> revocation.planPrefix(call, force)), UPDATING);
  }

  /// The id that a body or path names; that of the body counts.
  static String leaseId(Call call) {
    String id = call.fields().text("lease_id");
    if (id.isEmpty() && call.fields().given("url_lease_id")) {
      id = call.fields().text("url_lease_id");
    }
    if (id.isEmpty()) {
      throw Refusal.badRequest("lease_id must be specified");
    }
    return id;
  }

  private Response lookup(Call call, View state) {
    String id = call.fields().text("lease_id");
    if (id.isEmpty()) {
      throw Refusal.badRequest("lease_id must be specified");
    }
    LeaseRow row = Leases.find(state, id);
    if (row != null) {
      return Response.of(described(row, Leases.live(state, id, call.now()) != null, call.now()));
    }
    TokenRow token = Tokens.at(state, id);
    if (token == null || Tokens.live(state, token.token().id(), call.now()) == null) {
      throw Refusal.badRequest("invalid lease");
    }
    return Response.of(described(token.token(), id, call.now()));
  }

  private static Map<String, Object> described(LeaseRow row, boolean live, Instant now) {
    Lease lease = row.lease();
    Instant expires = live ? lease.expires() : now;
    return described(
        lease.id(),
        lease.issued(),
        expires,
        lease.lastRenewal(),
        live && lease.renewable(),
        live ? Math.max(0, Duration.between(now, expires).toSeconds()) : 0);
  }

  private static Map<String, Object> described(Token token, String id, Instant now) {
    Instant expires = token.expires();
    long left = expires == null ? 0 : Math.max(0, Duration.between(now, expires).toSeconds());
    return described(id, token.created(), expires, token.lastRenewal(), token.renewable(), left);
  }

  private static Map<String, Object> described(
      String id,
      Instant issued,
      @Nullable Instant expires,
      @Nullable Instant renewed,
      boolean renewable,
      long ttl) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("expire_time", expires);
    data.put("id", id);
    data.put("issue_time", issued);
    data.put("last_renewal", renewed);
    data.put("renewable", renewable);
    data.put("ttl", ttl);
    return data;
  }

  /// On a worker: there may be many.
  private Object names(Call call, View state) {
    String folder = call.fields().text("prefix");
    String namespace = call.request().namespace();
    TreeSet<String> names =
        new TreeSet<>(Leases.children(state, namespace, folder, null, MAX_LISTED));
    for (String path : Tokens.below(state, namespace, folder, null, MAX_LISTED)) {
      int end = path.indexOf('/', folder.length());
      names.add(
          end < 0 ? path.substring(folder.length()) : path.substring(folder.length(), end + 1));
    }
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", List.copyOf(names)));
  }

  private Decision list(Call call, View head, @Nullable Object names) {
    return Decision.of((Response) Objects.requireNonNull(names));
  }
}
