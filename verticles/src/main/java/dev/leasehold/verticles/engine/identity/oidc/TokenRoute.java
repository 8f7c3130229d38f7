package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.OidcRole;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.oidc.OidcKeyRow;
import dev.leasehold.projections.oidc.OidcKeys;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.identity.Identities;
import dev.leasehold.verticles.request.Fault;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A token that says who the caller is, signed on a worker. Where the time of the pair that signs
/// is over, the one that is ready signs, and the key's rotation is part of the same decision.
record TokenRoute(Issuer issuer) {

  private record Order(OidcRole role, OidcKeyRow signer, EntityRow entity) {}

  Route route() {
    return Route.at("oidc/token/{name}")
        .on(new Handler.Prepared(this::prepare, this::decide), Operation.READ);
  }

  private static Order order(Call call, View view) {
    String namespace = call.mount().namespace();
    String name = call.fields().text("name");
    OidcRole role = OidcKeys.role(view, namespace, name);
    if (role == null) {
      throw Refusal.badRequest("role " + GoText.quoted(name) + " not found");
    }
    OidcKeyRow signer = NamedKeys.find(view, namespace, role.signer(), call.now());
    if (signer == null) {
      throw Refusal.badRequest("key " + GoText.quoted(role.signer()) + " not found");
    }
    if (!NamedKeys.allows(signer, role.client())) {
      throw Refusal.badRequest(
          "the key "
              + GoText.quoted(role.signer())
              + " does not list the client ID of the role "
              + GoText.quoted(name)
              + " as an allowed client ID");
    }
    EntityRow entity = Identities.behind(call.callerOrRefuse().token(), view);
    if (entity == null) {
      throw Refusal.badRequest("no entity associated with the request's token");
    }
    return new Order(role, signer, entity);
  }

  private @Nullable Object prepare(Call call, View committed) {
    Order order = order(call, committed);
    return SignedClaims.by(order.signer(), claims(order, call, committed), call, committed);
  }

  private Map<String, Object> claims(Order order, Call call, View view) {
    OidcRole role = order.role();
    long now = call.now().getEpochSecond();
    long ttl = Math.min(role.ttlSeconds(), order.signer().settings().verificationTtlSeconds());
    Map<String, Object> claims =
        new TreeMap<>(
            ClaimTemplate.claims(
                role.template(), Identities.shown(order.entity(), view), call.now()));
    claims.keySet().removeAll(ClaimTemplate.RESERVED);
    claims.put("aud", role.client());
    claims.put("exp", now + ttl);
    claims.put("iat", now);
    claims.put("iss", issuer.of(view, role.namespace()));
    claims.put("namespace", role.namespace());
    claims.put("sub", order.entity().entity().id());
    return claims;
  }

  private Decision decide(Call call, View head, @Nullable Object prepared) {
    Order order = order(call, head);
    if (!(prepared instanceof SignedClaims signed)) {
      throw new Fault("a token was not signed");
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("client_id", order.role().client());
    data.put("token", SecretBytes.ofUtf8(signed.text()));
    data.put("ttl", order.role().ttlSeconds());
    return signed.kept(Response.of(data), order.signer(), call);
  }
}
