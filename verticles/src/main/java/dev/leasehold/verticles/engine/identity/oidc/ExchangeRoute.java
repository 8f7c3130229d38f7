package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.crypto.jose.TokenHash;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.OidcClient;
import dev.leasehold.events.OidcCode;
import dev.leasehold.events.OidcEvent.OidcCodesEnded;
import dev.leasehold.events.OidcProvider;
import dev.leasehold.events.Token;
import dev.leasehold.projections.identity.Entities;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.oidc.OidcKeyRow;
import dev.leasehold.projections.oidc.OidcProviders;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.identity.AccessTokens;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The token endpoint: a client exchanges its code for an ID token and for an access token. The
/// code is gone as soon as the client has shown it, whatever comes of that. Signed on a worker.
record ExchangeRoute(Issuer issuer) {
  private static final Reveal TO_HASH = Reveal.because("an ID token names its access token");

  private static final Field[] FIELDS = {
    Field.text(
            "code", "The authorization code received from the provider's authorization endpoint.")
        .keptSecret(),
    Field.text(
        "grant_type",
        "The authorization grant type. The following grant types are supported:"
            + " 'authorization_code'."),
    Field.text("redirect_uri", "The callback location where the authentication response was sent."),
    Field.text("code_verifier", "The code verifier associated with the authorization code.")
        .keptSecret(),
    Field.text("client_id", "The ID of the requesting client."),
    Field.text("client_secret", "The secret of the requesting client.").keptSecret()
  };

  Route route() {
    return Route.at("oidc/provider/{name}/token")
        .unauthenticated()
        .fields(FIELDS)
        .on(new Handler.Prepared(this::prepare, this::decide), Operation.UPDATE);
  }

  /// What a request comes to, on one state.
  private sealed interface Exchange {

    /// Why there are no tokens.
    ///
    /// @param used the id of the code that is gone with this, or null
    record Failed(String error, String description, @Nullable String used) implements Exchange {}

    /// All is as it must be.
    record Ready(
        OidcProvider provider,
        OidcClient client,
        OidcKeyRow signer,
        OidcCode code,
        EntityRow entity,
        Map<String, Object> claims)
        implements Exchange {}
  }

  /// What the worker made for a code.
  private record Made(String code, SecretBytes access, SignedClaims identity) {}

  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String error;

    Failure(String error, String description) {
      super(description, null, false, false);
      this.error = error;
    }
  }

  private @Nullable Object prepare(Call call, View committed) {
    return exchange(call, committed) instanceof Exchange.Ready ready
        ? made(ready, call, committed)
        : null;
  }

  private Decision decide(Call call, View head, @Nullable Object prepared) {
    return switch (exchange(call, head)) {
      case Exchange.Failed failed -> {
        Response response = Protocol.noTokens(failed.error(), failed.description());
        yield failed.used() == null
            ? Decision.of(response)
            : Decision.of(response, new OidcCodesEnded(List.of(failed.used())));
      }
      case Exchange.Ready ready -> {
        Made made =
            prepared instanceof Made slow && slow.code().equals(ready.code().id())
                ? slow
                : made(ready, call, head);
        yield made.identity()
            .kept(told(ready, made), ready.signer(), call)
            .before(List.of(new OidcCodesEnded(List.of(ready.code().id()))));
      }
    };
  }

  private static Response told(Exchange.Ready ready, Made made) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("access_token", made.access());
    data.put("expires_in", ready.client().accessTtlSeconds());
    data.put("id_token", SecretBytes.ofUtf8(made.identity().text()));
    data.put("token_type", "Bearer");
    return Response.foreign(Response.Shape.FOREIGN, data, Protocol.NOT_KEPT);
  }

  private Exchange exchange(Call call, View view) {
    String used = null;
    try {
      OidcProvider provider = ProviderRoutes.find(call, view);
      if (provider == null) {
        throw new Failure("invalid_request", "provider not found");
      }
      OidcClient client = client(call, provider, view);
      OidcKeyRow signer = signer(call, client, view);
      checkGrant(call);
      OidcCode code =
          OidcProviders.code(view, AuthorizeRoute.id(call, call.fields().text("code")), call.now());
      if (code == null) {
        throw new Failure("invalid_grant", "authorization grant is invalid or expired");
      }
      used = code.id();
      checkCode(call, code, client, provider);
      EntityRow entity = entity(code, client, view);
      checkVerifier(call.fields().text("code_verifier"), code, client);
      ScopeClaims claims = ScopeClaims.of(code.scopes(), provider, entity, call, view);
      if (claims.conflict() != null) {
        throw new Failure("invalid_request", claims.conflict());
      }
      return new Exchange.Ready(provider, client, signer, code, entity, claims.claims());
    } catch (Failure failure) {
      return new Exchange.Failed(failure.error, String.valueOf(failure.getMessage()), used);
    }
  }

  private static OidcClient client(Call call, OidcProvider provider, View view) {
    ClientCredentials shown = ClientCredentials.of(call);
    if (shown.id().isEmpty()) {
      throw new Failure("invalid_request", "client_id parameter is required");
    }
    OidcClient client = OidcProviders.clientOf(view, provider.namespace(), shown.id());
    SecretBytes secret = client == null ? null : ClientRoutes.secret(client, view);
    if (client == null || (secret != null && !secret.equals(shown.secret()))) {
      throw new Failure("invalid_client", "client failed to authenticate");
    }
    if (!ProviderRoutes.allows(provider, client.id())) {
      throw new Failure("invalid_client", "client is not authorized to use the provider");
    }
    return client;
  }

  private static OidcKeyRow signer(Call call, OidcClient client, View view) {
    OidcKeyRow signer = NamedKeys.find(view, client.namespace(), client.signer(), call.now());
    if (signer == null) {
      throw new Failure(
          "server_error", "client key " + GoText.quoted(client.signer()) + " not found");
    }
    if (!NamedKeys.allows(signer, client.id())) {
      throw new Failure("invalid_client", "client is not authorized to use the key");
    }
    return signer;
  }

  private static void checkGrant(Call call) {
    String grant = call.fields().text("grant_type");
    if (grant.isEmpty()) {
      throw new Failure("invalid_request", "grant_type parameter is required");
    }
    if (!grant.equals("authorization_code")) {
      throw new Failure("unsupported_grant_type", "unsupported grant_type value");
    }
    if (call.fields().text("code").isEmpty()) {
      throw new Failure("invalid_request", "code parameter is required");
    }
  }

  private static void checkCode(
      Call call, OidcCode code, OidcClient client, OidcProvider provider) {
    if (!code.client().equals(client.id())) {
      throw new Failure("invalid_grant", "authorization code was not issued to the client");
    }
    if (!code.provider().equals(provider.name())) {
      throw new Failure("invalid_grant", "authorization code was not issued by the provider");
    }
    String redirect = call.fields().text("redirect_uri");
    if (redirect.isEmpty()) {
      throw new Failure("invalid_request", "redirect_uri parameter is required");
    }
    if (!code.redirect().equals(redirect)) {
      throw new Failure(
          "invalid_grant",
          "redirect_uri does not match the redirect_uri used in the authorization request");
    }
  }

  private static EntityRow entity(OidcCode code, OidcClient client, View view) {
    EntityRow entity = Entities.standing(view, code.entity());
    if (entity == null) {
      throw new Failure("invalid_request", "identity entity associated with the request not found");
    }
    if (!AssignmentRoutes.cover(client.assignments(), entity, client.namespace(), view)) {
      throw new Failure("invalid_request", "identity entity not authorized by client assignment");
    }
    return entity;
  }

  private static void checkVerifier(String verifier, OidcCode code, OidcClient client) {
    String challenge = code.challenge();
    if (challenge == null) {
      if (client.secret() == null) {
        throw new Failure("invalid_request", "PKCE is required for public clients");
      }
      if (!verifier.isEmpty()) {
        throw new Failure("invalid_request", "unexpected code_verifier for token exchange");
      }
      return;
    }
    if (verifier.isEmpty()) {
      throw new Failure("invalid_request", "expected code_verifier for token exchange");
    }
    String shown = code.hashed() ? TokenHash.challenge(verifier) : verifier;
    if (!SecretBytes.ofUtf8(shown).equals(SecretBytes.ofUtf8(challenge))) {
      throw new Failure("invalid_grant", "invalid code_verifier for token exchange");
    }
  }

  private Made made(Exchange.Ready ready, Call call, View view) {
    SecretBytes access = access(ready, call);
    Map<String, Object> claims = claims(ready, call, access);
    return new Made(ready.code().id(), access, SignedClaims.by(ready.signer(), claims, call, view));
  }

  /// A batch token, whose path says what it may ([AccessTokens]).
  private static SecretBytes access(Exchange.Ready ready, Call call) {
    Instant created = Instant.ofEpochSecond(call.now().getEpochSecond());
    long ttl = ready.client().accessTtlSeconds();
    Map<String, String> meta = new TreeMap<>();
    meta.put(AccessTokens.KIND, "access token");
    meta.put(UserInfoRoute.CLIENT, ready.client().id());
    meta.put(UserInfoRoute.SCOPES, String.join(" ", ready.code().scopes()));
    Token token =
        new Token(
            ready.provider().namespace(),
            "",
            "",
            null,
            List.of(),
            call.path(),
            meta,
            "",
            0,
            created,
            ttl,
            0,
            0,
            "batch",
            created.plusSeconds(ttl),
            null,
            false,
            null,
            List.of(),
            ready.entity().entity().id());
    return call.names().batch().seal(token, call.entropy());
  }

  private Map<String, Object> claims(Exchange.Ready ready, Call call, SecretBytes access) {
    OidcCode code = ready.code();
    String algorithm = ready.signer().settings().algorithm();
    long now = call.now().getEpochSecond();
    Map<String, Object> claims = new TreeMap<>(ready.claims());
    claims.put("at_hash", TokenHash.half(algorithm, access.revealUtf8(TO_HASH)));
    claims.put("aud", ready.client().id());
    if (code.authenticated() != null) {
      claims.put("auth_time", code.authenticated().getEpochSecond());
    }
    claims.put("c_hash", TokenHash.half(algorithm, call.fields().text("code")));
    claims.put("exp", now + ready.client().identityTtlSeconds());
    claims.put("iat", now);
    claims.put("iss", issuer.of(ready.provider()));
    claims.put("namespace", ready.provider().namespace());
    if (!code.nonce().isEmpty()) {
      claims.put("nonce", code.nonce());
    }
    claims.put("sub", ready.entity().entity().id());
    return claims;
  }
}
