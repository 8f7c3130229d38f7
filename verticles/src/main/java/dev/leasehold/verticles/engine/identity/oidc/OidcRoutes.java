package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.crypto.jose.SignedToken;
import dev.leasehold.crypto.jose.TokenKeys;
import dev.leasehold.events.OidcEvent.OidcConfigured;
import dev.leasehold.events.OidcRole;
import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.oidc.OidcKeyRow;
import dev.leasehold.projections.oidc.OidcKeys;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The surface of `identity/oidc/`: the issuer, what anybody may know of the keys, and whether a
/// token is one of ours.
public final class OidcRoutes {
  /// How far the clocks of others may be off.
  private static final long LEEWAY_SECONDS = 60;

  static final String EXPLICIT =
      "If \"issuer\" is set explicitly, all tokens must be validated against that address,"
          + " including those issued by secondary clusters. Setting issuer to \"\" will restore the"
          + " default behavior of using the cluster's api_addr as the issuer.";
  private static final String UNREACHABLE =
      "Both \"issuer\" and Vault's \"api_addr\" are empty. The issuer claim in generated tokens"
          + " will not be network reachable.";

  private final Issuer issuer;

  /// @param address of this server, for who tokens say that they are from
  public OidcRoutes(String address) {
    this.issuer = new Issuer(address);
  }

  public List<Route> all() {
    Field given = Field.text("issuer", "Issuer URL to be used in the iss claim of the token.");
    Field token = Field.text("token", "Token to verify").keptSecret();
    Field client = Field.text("client_id", "Optional client_id to verify");
    List<Route> routes = new ArrayList<>();
    for (String end : List.of("", "/")) {
      routes.add(
          Route.at("oidc/config" + end)
              .fields(given)
              .read(this::readConfig)
              .write(OidcRoutes::configure));
      routes.add(
          Route.at("oidc/.well-known/openid-configuration" + end)
              .unauthenticated()
              .read(this::discovery));
      routes.add(
          Route.at("oidc/.well-known/keys" + end).unauthenticated().read(OidcRoutes::publicKeys));
      routes.add(Route.at("oidc/introspect" + end).fields(token, client).ask(this::introspect));
    }
    routes.addAll(KeyRoutes.all());
    routes.addAll(RoleRoutes.all());
    routes.add(new TokenRoute(issuer).route());
    routes.addAll(AssignmentRoutes.all());
    routes.addAll(ScopeRoutes.all());
    routes.addAll(ClientRoutes.all());
    routes.addAll(new ProviderRoutes(issuer).all());
    routes.add(AuthorizeRoute.route());
    routes.add(new ExchangeRoute(issuer).route());
    routes.add(UserInfoRoute.route());
    return routes;
  }

  private Response readConfig(Call call, View view) {
    String configured = OidcKeys.issuer(view, call.mount().namespace());
    Response response = Response.of(Map.of("issuer", configured));
    return configured.isEmpty() && issuer.address().isEmpty()
        ? response.warned(List.of(UNREACHABLE))
        : response;
  }

  private static Decision configure(Call call, View head) {
    if (!call.fields().given("issuer")) {
      return Decision.of(Response.nothing());
    }
    String given = call.fields().text("issuer");
    if (!given.isEmpty()) {
      checkIssuer(given);
    }
    Response response =
        given.isEmpty() ? Response.nothing() : Response.of(null).warned(List.of(EXPLICIT));
    return Decision.of(response, new OidcConfigured(call.mount().namespace(), given));
  }

  static void checkIssuer(String given) {
    if (!Issuer.isFit(given)) {
      throw Refusal.badRequest(
          "invalid issuer, which must include only a scheme, host, and optional port"
              + " (e.g. https://example.com:8200)");
    }
  }

  private Response discovery(Call call, View view) {
    String base = issuer.of(view, call.mount().namespace());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("issuer", base);
    data.put("jwks_uri", base + "/.well-known/keys");
    data.put("response_types_supported", List.of("id_token"));
    data.put("subject_types_supported", List.of("public"));
    data.put("id_token_signing_alg_values_supported", TokenKeys.ALGORITHMS);
    return Response.kept(data);
  }

  /// What is published: the keys that a role signs with.
  private static List<String> published(View view, String namespace, Instant now) {
    Set<String> signers = new LinkedHashSet<>();
    for (OidcRole role : OidcKeys.roles(view, namespace)) {
      signers.add(role.signer());
    }
    List<String> published = new ArrayList<>();
    for (String signer : signers) {
      OidcKeyRow row = OidcKeys.key(view, namespace, signer);
      if (row != null) {
        published.addAll(row.published(now));
      }
    }
    return published;
  }

  private static Response publicKeys(Call call, View view) {
    List<Map<String, Object>> keys = new ArrayList<>();
    for (String one : published(view, call.mount().namespace(), call.now())) {
      keys.add(TokenKeys.members(one));
    }
    return Response.bare(Map.of("keys", keys));
  }

  private Response introspect(Call call, View view) {
    String problem = problem(call, view);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("active", problem == null);
    if (problem != null) {
      data.put("error", problem);
    }
    return Response.bare(data);
  }

  private @Nullable String problem(Call call, View view) {
    String text = call.fields().text("token");
    String malformed = SignedToken.malformed(text);
    if (malformed != null) {
      return "error parsing token: " + malformed;
    }
    String namespace = call.mount().namespace();
    Map<String, Object> claims = SignedToken.verify(text, published(view, namespace, call.now()));
    if (claims == null) {
      return "unable to validate the token signature";
    }
    String invalid = invalid(claims, call, issuer.of(view, namespace));
    if (invalid != null) {
      return "error validating claims: go-jose/go-jose/jwt: validation failed, " + invalid;
    }
    EntityRow entity = Entities.find(view, String.valueOf(claims.get("sub")));
    if (entity == null) {
      return "entity was not found";
    }
    return entity.entity().disabled() ? "entity is disabled" : null;
  }

  private static @Nullable String invalid(Map<String, Object> claims, Call call, String expected) {
    if (!expected.equals(claims.get("iss"))) {
      return "invalid issuer claim (iss)";
    }
    String client = call.fields().text("client_id");
    if (!client.isEmpty() && !Objects.equals(client, claims.get("aud"))) {
      return "invalid audience claim (aud)";
    }
    long now = call.now().getEpochSecond();
    boolean expired =
        !(claims.get("exp") instanceof Number end) || end.longValue() + LEEWAY_SECONDS < now;
    return expired ? "token is expired (exp)" : null;
  }
}
