package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.events.OidcEvent.OidcScopeDeleted;
import dev.leasehold.events.OidcEvent.OidcScopeWritten;
import dev.leasehold.events.OidcProvider;
import dev.leasehold.events.OidcScope;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Scopes: what clients may ask for, as claims with templates.
final class ScopeRoutes {
  /// Every client asks for it, and it means no claims.
  static final String OPENID = "openid";

  private ScopeRoutes() {}

  static List<Route> all() {
    return List.of(
        Route.at("oidc/scope/").list(ScopeRoutes::list),
        Route.at("oidc/scope/{name}")
            .fields(
                Field.text(
                    "template",
                    "The template string to use for the scope. This may be in string-ified JSON or"
                        + " base64 format."),
                Field.text("description", "The description of the scope"))
            .existing((call, view) -> find(call, view) != null)
            .read(ScopeRoutes::read)
            .write(ScopeRoutes::write)
            .delete(ScopeRoutes::delete));
  }

  private static @Nullable OidcScope find(Call call, View view) {
    return OidcProviders.scope(view, call.mount().namespace(), call.fields().text("name"));
  }

  private static Response list(Call call, View view) {
    List<String> names =
        OidcProviders.scopes(view, call.mount().namespace()).stream().map(OidcScope::name).toList();
    if (names.isEmpty()) {
      throw Refusal.notFound();
    }
    return Response.of(Map.of("keys", names));
  }

  private static Response read(Call call, View view) {
    OidcScope scope = find(call, view);
    if (scope == null) {
      throw Refusal.notFound();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("description", scope.description());
    data.put("template", scope.template());
    return Response.of(data);
  }

  private static Decision write(Call call, View head) {
    Fields fields = call.fields();
    String name = fields.text("name");
    if (name.equals(OPENID)) {
      throw Refusal.badRequest("the \"openid\" scope name is reserved");
    }
    OidcScope before = find(call, head);
    String template =
        RoleRoutes.decoded(
            before == null || fields.given("template")
                ? fields.text("template")
                : before.template());
    ClaimTemplate.check(template, call.now());
    String description =
        before == null || fields.given("description")
            ? fields.text("description")
            : before.description();
    return Decision.of(
        Response.nothing(),
        new OidcScopeWritten(new OidcScope(call.mount().namespace(), name, template, description)));
  }

  private static Decision delete(Call call, View head) {
    String name = call.fields().text("name");
    String namespace = call.mount().namespace();
    List<String> providers =
        OidcProviders.providers(head, namespace).stream()
            .filter(provider -> provider.scopes().contains(name))
            .map(OidcProvider::name)
            .toList();
    if (!providers.isEmpty()) {
      throw Refusal.badRequest(
          "unable to delete scope "
              + GoText.quoted(name)
              + " because it is currently referenced by these providers: "
              + String.join(", ", providers));
    }
    return find(call, head) == null
        ? Decision.of(Response.nothing())
        : Decision.of(Response.nothing(), new OidcScopeDeleted(namespace, name));
  }
}
