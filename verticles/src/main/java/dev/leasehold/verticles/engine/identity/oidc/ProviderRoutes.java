package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.crypto.jose.TokenKeys;
import dev.leasehold.events.OidcClient;
import dev.leasehold.events.OidcEvent.OidcProviderDeleted;
import dev.leasehold.events.OidcEvent.OidcProviderWritten;
import dev.leasehold.events.OidcProvider;
import dev.leasehold.events.OidcScope;
import dev.leasehold.projections.oidc.OidcKeyRow;
import dev.leasehold.projections.oidc.OidcProviders;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.Field;
import dev.leasehold.verticles.request.Fields;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Providers, and what anybody may know of them. One is there without being written: `default`,
/// which lets every client in.
record ProviderRoutes(Issuer issuer) {
  private static final String DEFAULT = "default";

  List<Route> all() {
    return List.of(
        Route.at("oidc/provider/")
            .fields(
                Field.text(
                    "allowed_client_id",
                    "Filters the list of OIDC providers to those that allow the given client ID in"
                        + " their set of allowed_client_ids."))
            .list(this::list),
        Route.at("oidc/provider/{name}")
            .fields(
                Field.text("issuer", "Specifies what will be used for the iss claim of ID tokens."),
                Field.commaList(
                    "allowed_client_ids", "The client IDs that are permitted to use the provider"),
                Field.commaList(
                    "scopes_supported", "The scopes supported for requesting on the provider"))
            .existing((call, view) -> find(call, view) != null)
            .read(this::read)
            .write(ProviderRoutes::write)
            .delete(ProviderRoutes::delete),
        Route.at("oidc/provider/{name}/.well-known/openid-configuration")
            .unauthenticated()
            .read(this::discovery),
        Route.at("oidc/provider/{name}/.well-known/keys")
            .unauthenticated()
            .read(ProviderRoutes::publicKeys));
  }

  /// A provider, written or not, or null.
  static @Nullable OidcProvider find(Call call, View view) {
    String namespace = call.mount().namespace();
    String name = call.fields().text("name");
    OidcProvider written = OidcProviders.provider(view, namespace, name);
    return written == null && name.equals(DEFAULT) ? unwritten(namespace) : written;
  }

  private static OidcProvider unwritten(String namespace) {
    return new OidcProvider(namespace, DEFAULT, "", List.of("*"), List.of());
  }

  private static OidcProvider findOrRefuse(Call call, View view) {
    OidcProvider provider = find(call, view);
    if (provider == null) {
      throw Refusal.notFound();
    }
    return provider;
  }

  static boolean allows(OidcProvider provider, String client) {
    return provider.clients().contains("*") || provider.clients().contains(client);
  }

  private Response list(Call call, View view) {
    String namespace = call.mount().namespace();
    Map<String, OidcProvider> all = new TreeMap<>();
    all.put(DEFAULT, unwritten(namespace));
    OidcProviders.providers(view, namespace).forEach(one -> all.put(one.name(), one));
    String client = call.fields().text("allowed_client_id");
    if (!client.isEmpty()) {
      all.values().removeIf(one -> !allows(one, client));
    }
    if (all.isEmpty()) {
      throw Refusal.notFound();
    }
    Map<String, Object> shown = new TreeMap<>();
    all.forEach((name, one) -> shown.put(name, shown(one)));
    return Response.of(Map.of("key_info", shown, "keys", List.copyOf(all.keySet())));
  }

  private Response read(Call call, View view) {
    return Response.of(shown(findOrRefuse(call, view)));
  }

  private Map<String, Object> shown(OidcProvider provider) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("allowed_client_ids", provider.clients());
    data.put("issuer", issuer.of(provider));
    data.put("scopes_supported", provider.scopes());
    return data;
  }

  private static Decision write(Call call, View head) {
    Fields fields = call.fields();
    OidcProvider before = find(call, head);
    OidcProvider after =
        new OidcProvider(
            call.mount().namespace(),
            fields.text("name"),
            before == null || fields.given("issuer") ? fields.text("issuer") : before.issuer(),
            before == null || fields.given("allowed_client_ids")
                ? Distinct.of(fields.list("allowed_client_ids"))
                : before.clients(),
            before == null || fields.given("scopes_supported")
                ? Distinct.of(fields.list("scopes_supported"))
                : before.scopes());
    List<String> warnings = new ArrayList<>();
    if (!after.issuer().isEmpty()) {
      OidcRoutes.checkIssuer(after.issuer());
      warnings.add(OidcRoutes.EXPLICIT);
    }
    warnings.addAll(conflicts(after, call, head));
    Response response =
        warnings.isEmpty() ? Response.nothing() : Response.of(null).warned(warnings);
    return Decision.of(response, new OidcProviderWritten(after));
  }

  private static List<String> conflicts(OidcProvider provider, Call call, View head) {
    List<String> warnings = new ArrayList<>();
    Map<String, String> scopesOf = new TreeMap<>();
    for (String name : provider.scopes()) {
      OidcScope scope = OidcProviders.scope(head, provider.namespace(), name);
      if (scope == null) {
        throw Refusal.badRequest("scope " + GoText.quoted(name) + " does not exist");
      }
      if (scope.template().isEmpty()) {
        throw Refusal.internal("unexpected end of JSON input");
      }
      for (String claim : ClaimTemplate.names(scope.template(), call.now())) {
        String other = scopesOf.put(claim, name);
        if (other != null) {
          warnings.add(
              "Found scope templates with conflicting top-level keys: conflict "
                  + GoText.quoted(claim)
                  + " in scopes "
                  + GoText.quoted(name)
                  + ", "
                  + GoText.quoted(other)
                  + ". This may result in an error if the scopes are requested in an OIDC"
                  + " Authentication Request.");
        }
      }
    }
    return warnings;
  }

  private static Decision delete(Call call, View head) {
    String name = call.fields().text("name");
    if (name.equals(DEFAULT)) {
      throw Refusal.badRequest("deletion of OIDC provider \"default\" not allowed");
    }
    return find(call, head) == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new OidcProviderDeleted(call.mount().namespace(), name));
  }

  private Response discovery(Call call, View view) {
    OidcProvider provider = findOrRefuse(call, view);
    String base = issuer.of(provider);
    List<String> scopes = new ArrayList<>(provider.scopes());
    scopes.add(ScopeRoutes.OPENID);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("issuer", base);
    data.put("jwks_uri", base + "/.well-known/keys");
    data.put("authorization_endpoint", base.replaceFirst("/v1/", "/ui/vault/") + "/authorize");
    data.put("token_endpoint", base + "/token");
    data.put("userinfo_endpoint", base + "/userinfo");
    data.put("request_parameter_supported", false);
    data.put("request_uri_parameter_supported", false);
    data.put("id_token_signing_alg_values_supported", TokenKeys.ALGORITHMS);
    data.put("response_types_supported", List.of("code"));
    data.put("scopes_supported", scopes);
    data.put("claims_supported", List.of());
    data.put("subject_types_supported", List.of("public"));
    data.put("grant_types_supported", List.of("authorization_code"));
    data.put(
        "token_endpoint_auth_methods_supported",
        List.of("none", "client_secret_basic", "client_secret_post"));
    return Response.kept(data);
  }

  /// Those of the clients that the provider lets in.
  private static Response publicKeys(Call call, View view) {
    OidcProvider provider = findOrRefuse(call, view);
    TreeSet<String> signers = new TreeSet<>();
    for (OidcClient client : OidcProviders.clients(view, provider.namespace())) {
      if (allows(provider, client.id())) {
        signers.add(client.signer());
      }
    }
    List<Map<String, Object>> keys = new ArrayList<>();
    for (String signer : signers) {
      OidcKeyRow row = NamedKeys.find(view, provider.namespace(), signer, call.now());
      if (row != null) {
        row.published(call.now()).forEach(one -> keys.add(TokenKeys.members(one)));
      }
    }
    return Response.bare(Map.of("keys", keys));
  }
}
