package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.events.OidcProvider;
import dev.leasehold.events.OidcScope;
import dev.leasehold.projections.identity.EntityRow;
import dev.leasehold.projections.oidc.OidcProviders;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.identity.Identities;
import dev.leasehold.verticles.policy.IdentityView;
import dev.leasehold.verticles.request.GoText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What scopes say of somebody.
///
/// @param claims by name; none of those that this server makes itself
/// @param conflict why there are none, for the client; null where there is no conflict
record ScopeClaims(Map<String, Object> claims, @Nullable String conflict) {

  /// The claims of those of the scopes that the provider has.
  static ScopeClaims of(
      List<String> scopes, OidcProvider provider, EntityRow entity, Call call, View view) {
    IdentityView shown = Identities.shown(entity, view);
    Map<String, Object> claims = new TreeMap<>();
    Map<String, String> scopesOf = new TreeMap<>();
    for (String name : scopes) {
      OidcScope scope = OidcProviders.scope(view, provider.namespace(), name);
      if (scope == null) {
        continue;
      }
      Map<String, Object> more = ClaimTemplate.claims(scope.template(), shown, call.now());
      for (String claim : more.keySet()) {
        String other = scopesOf.put(claim, name);
        if (other != null) {
          return new ScopeClaims(Map.of(), conflict(claim, name, other));
        }
      }
      claims.putAll(more);
    }
    claims.keySet().removeAll(ClaimTemplate.RESERVED);
    return new ScopeClaims(claims, null);
  }

  private static String conflict(String claim, String scope, String other) {
    return "found scopes with conflicting top-level claim: claim "
        + GoText.quoted(claim)
        + " in scopes "
        + GoText.quoted(scope)
        + ", "
        + GoText.quoted(other);
  }
}
