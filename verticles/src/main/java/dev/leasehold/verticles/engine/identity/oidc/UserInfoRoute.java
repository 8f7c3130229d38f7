package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.events.OidcClient;
import dev.leasehold.events.OidcProvider;
import dev.leasehold.events.Token;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.oidc.OidcProviders;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.identity.AccessTokens;
import dev.leasehold.verticles.identity.Identities;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.request.Response.Shape;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a client may know of a person who gave it an access token.
final class UserInfoRoute {
  /// Under which names an access token knows the client that it was made for, and what for.
  static final String CLIENT = "client_id";

  static final String SCOPES = "scopes";

  private UserInfoRoute() {}

  static Route route() {
    return Route.at("oidc/provider/{name}/userinfo")
        .on(new Handler.Read(UserInfoRoute::answer), Operation.READ, Operation.UPDATE);
  }

  private static Response invalidToken(String description) {
    return Protocol.noClaims(Shape.FOREIGN_UNKNOWN, "invalid_token", description);
  }

  private static Response denied(String description) {
    return Protocol.noClaims(Shape.FOREIGN_DENIED, "access_denied", description);
  }

  private static Response answer(Call call, View view) {
    OidcProvider provider = ProviderRoutes.find(call, view);
    if (provider == null) {
      return Protocol.noClaims(Shape.FOREIGN_INVALID, "invalid_request", "provider not found");
    }
    if (!call.request().headers().getOrDefault("authorization", List.of()).contains("Bearer")) {
      return invalidToken("access token must be sent as a Bearer token");
    }
    Token token = call.callerOrRefuse().token();
    if (!token.type().equals("batch")) {
      return invalidToken("access token is malformed or invalid");
    }
    Map<String, String> meta = token.meta() == null ? Map.of() : token.meta();
    String id = meta.get(CLIENT);
    if (id == null || !AccessTokens.is(token)) {
      return Protocol.noClaims(
          Shape.FOREIGN_FAILED, "server_error", "expected client ID in token metadata");
    }
    return told(call, view, provider, token, id, meta.getOrDefault(SCOPES, ""));
  }

  private static Response told(
      Call call, View view, OidcProvider provider, Token token, String id, String asked) {
    OidcClient client = OidcProviders.clientOf(view, provider.namespace(), id);
    if (client == null) {
      return denied("client not found");
    }
    EntityRow entity = Identities.behind(token, view);
    if (entity == null) {
      return denied("identity entity associated with the request not found");
    }
    if (!AssignmentRoutes.cover(client.assignments(), entity, client.namespace(), view)) {
      return denied("identity entity not authorized by client assignment");
    }
    if (!ProviderRoutes.allows(provider, id)) {
      return denied("client is not authorized to use the provider");
    }
    List<String> scopes =
        Distinct.of(List.of(asked.split(" ", -1))).stream()
            .filter(provider.scopes()::contains)
            .toList();
    ScopeClaims claims = ScopeClaims.of(scopes, provider, entity, call, view);
    if (claims.conflict() != null) {
      return Protocol.noClaims(Shape.FOREIGN_INVALID, "invalid_request", claims.conflict());
    }
    Map<String, Object> data = new TreeMap<>(claims.claims());
    data.put("sub", entity.entity().id());
    return Response.foreign(Shape.FOREIGN, data, Map.of());
  }
}
