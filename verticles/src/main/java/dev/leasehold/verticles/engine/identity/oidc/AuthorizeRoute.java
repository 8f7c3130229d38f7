package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.OidcClient;
import dev.leasehold.events.OidcCode;
import dev.leasehold.events.OidcEvent.OidcCodeIssued;
import dev.leasehold.events.OidcProvider;
import dev.leasehold.events.Token;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.oidc.OidcProviders;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.identity.Identities;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The authorization endpoint: whoever the caller's token stands for is willing to be known to a
/// client, which gets a code for that, good once and for five minutes.
final class AuthorizeRoute {
  private static final int CODE_LENGTH = 32;
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final int SHORTEST_CHALLENGE = 43;
  private static final int LONGEST_CHALLENGE = 128;
  private static final String PLAIN = "plain";
  private static final String HASHED = "S256";

  /// Under which name the codes' ids are made.
  private static final String CODES = "oidc-code";

  private static final Field[] FIELDS = {
    Field.text("client_id", "The ID of the requesting client."),
    Field.text(
        "scope",
        "A space-delimited, case-sensitive list of scopes to be requested. The 'openid' scope is"
            + " required."),
    Field.text("redirect_uri", "The redirection URI to which the response will be sent."),
    Field.text(
        "response_type",
        "The OIDC authentication flow to be used. The following response types are supported:"
            + " 'code'"),
    Field.text(
        "state", "The value used to maintain state between the authentication request and client."),
    Field.text(
        "nonce",
        "The value that will be returned in the ID token nonce claim after a token exchange."),
    Field.integer(
        "max_age",
        "The allowable elapsed time in seconds since the last time the end-user was actively"
            + " authenticated."),
    Field.text("code_challenge", "The code challenge derived from the code verifier."),
    Field.text(
            "code_challenge_method",
            "The method that was used to derive the code challenge. The following methods are"
                + " supported: 'S256', 'plain'. Defaults to 'plain'.")
        .fallback(PLAIN)
  };

  private AuthorizeRoute() {}

  static Route route() {
    return Route.at("oidc/provider/{name}/authorize")
        .fields(FIELDS)
        .on(new Handler.Write(AuthorizeRoute::decide), Operation.READ, Operation.UPDATE);
  }

  /// The id under which the log knows a code.
  static String id(Call call, String code) {
    return call.names().secretId(CODES, SecretBytes.ofUtf8(code));
  }

  /// Why a client gets no code, in the words of the protocol. A refusal that is an answer.
  private static final class Denied extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final boolean stateless;

    Denied(String code, String description, boolean stateless) {
      super(description, null, false, false);
      this.code = code;
      this.stateless = stateless;
    }
  }

  private static Denied denied(String code, String description) {
    return new Denied(code, description, false);
  }

  private static Decision decide(Call call, View head) {
    String state = call.fields().text("state");
    try {
      String text = call.entropy().base62(CODE_LENGTH);
      OidcCode code = code(call, head, id(call, text));
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("code", SecretBytes.ofUtf8(text));
      data.put("state", state);
      return Decision.of(
          Response.foreign(Response.Shape.FOREIGN, data, Map.of()), new OidcCodeIssued(code));
    } catch (Denied denied) {
      return Decision.of(
          Protocol.unauthorized(
              denied.code, String.valueOf(denied.getMessage()), denied.stateless ? "" : state));
    }
  }

  private static OidcCode code(Call call, View head, String id) {
    Fields fields = call.fields();
    OidcClient client = client(call, head);
    OidcProvider provider = provider(call, head, client);
    refuseRequestObjects(call);
    List<String> scopes = scopes(fields.text("scope"), provider);
    checkResponseType(fields.text("response_type"));
    EntityRow entity = entity(call, head, client);
    String challenge = challenge(fields, client);
    return new OidcCode(
        id,
        provider.namespace(),
        provider.name(),
        client.id(),
        entity.entity().id(),
        fields.text("redirect_uri"),
        fields.text("nonce"),
        scopes,
        authenticated(call),
        challenge,
        fields.text("code_challenge_method").equals(HASHED),
        call.now().plus(LIFETIME));
  }

  private static OidcClient client(Call call, View head) {
    String id = call.fields().text("client_id");
    if (id.isEmpty()) {
      throw denied("invalid_client_id", "client_id parameter is required");
    }
    OidcClient client = OidcProviders.clientOf(head, call.mount().namespace(), id);
    if (client == null) {
      throw denied("invalid_client_id", "client with client_id not found");
    }
    String redirect = call.fields().text("redirect_uri");
    if (redirect.isEmpty()) {
      throw denied("invalid_request", "redirect_uri parameter is required");
    }
    if (!Redirects.allowed(redirect, client.redirects())) {
      throw denied("invalid_redirect_uri", "redirect_uri is not allowed for the client");
    }
    return client;
  }

  private static OidcProvider provider(Call call, View head, OidcClient client) {
    OidcProvider provider = ProviderRoutes.find(call, head);
    if (provider == null) {
      throw denied("invalid_request", "provider not found");
    }
    if (!ProviderRoutes.allows(provider, client.id())) {
      throw denied("unauthorized_client", "client is not authorized to use the provider");
    }
    return provider;
  }

  private static void refuseRequestObjects(Call call) {
    if (call.request().data().containsKey("request")) {
      throw new Denied("request_not_supported", "request parameter is not supported", true);
    }
    if (call.request().data().containsKey("request_uri")) {
      throw new Denied("request_uri_not_supported", "request_uri parameter is not supported", true);
    }
  }

  /// Those that the provider has; others are passed over.
  private static List<String> scopes(String asked, OidcProvider provider) {
    List<String> scopes = Distinct.of(List.of(asked.split(" ", -1)));
    if (!scopes.contains(ScopeRoutes.OPENID)) {
      throw denied("invalid_request", "scope parameter must contain the \"openid\" value");
    }
    return scopes.stream().filter(provider.scopes()::contains).toList();
  }

  private static void checkResponseType(String type) {
    if (type.isEmpty()) {
      throw denied("invalid_request", "response_type parameter is required");
    }
    if (!type.equals("code")) {
      throw denied("unsupported_response_type", "unsupported response_type value");
    }
  }

  private static EntityRow entity(Call call, View head, OidcClient client) {
    Token token = call.callerOrRefuse().token();
    if (token.entityId().isEmpty()) {
      throw denied("access_denied", "identity entity must be associated with the request");
    }
    EntityRow entity = Identities.behind(token, head);
    if (entity == null) {
      throw denied("access_denied", "identity entity associated with the request not found");
    }
    if (!AssignmentRoutes.cover(client.assignments(), entity, client.namespace(), head)) {
      throw denied("access_denied", "identity entity not authorized by client assignment");
    }
    return entity;
  }

  private static @Nullable String challenge(Fields fields, OidcClient client) {
    if (!fields.given("code_challenge")) {
      if (client.secret() == null) {
        throw denied("invalid_request", "PKCE is required for public clients");
      }
      return null;
    }
    String method = fields.text("code_challenge_method");
    if (!List.of(PLAIN, HASHED, "").contains(method)) {
      throw denied("invalid_request", "invalid code_challenge_method");
    }
    String challenge = fields.text("code_challenge");
    if (challenge.length() < SHORTEST_CHALLENGE || challenge.length() > LONGEST_CHALLENGE) {
      throw denied("invalid_request", "invalid code_challenge");
    }
    return challenge;
  }

  /// When the caller logged in, where the client asks for that; refused where it is too long ago.
  private static @Nullable Instant authenticated(Call call) {
    if (!call.fields().given("max_age")) {
      return null;
    }
    int maximum = call.fields().integer("max_age");
    if (maximum < 1) {
      throw denied("invalid_request", "max_age must be greater than zero");
    }
    Instant created =
        Instant.ofEpochSecond(call.callerOrRefuse().token().created().getEpochSecond());
    if (Duration.between(created, call.now()).toSeconds() > maximum) {
      throw denied("max_age_violation", "active re-authentication is required by max_age");
    }
    return created;
  }
}
