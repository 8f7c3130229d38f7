package dev.leasehold.verticles.engine.identity.oidc;

import dev.leasehold.events.OidcProvider;
import dev.leasehold.projections.oidc.OidcKeys;
import dev.leasehold.projections.table.View;
import java.net.URI;
import java.net.URISyntaxException;

/// Who tokens say that they are from: what is configured, else the address of this server.
///
/// @param address of this server, as `https://vault.example.com:8200`; empty where unknown
record Issuer(String address) {

  /// The issuer of the tokens of `identity/oidc/token`.
  String of(View view, String namespace) {
    String configured = OidcKeys.issuer(view, namespace);
    return (configured.isEmpty() ? address : configured) + "/v1/identity/oidc";
  }

  /// Who the tokens of a provider say that they are from.
  String of(OidcProvider provider) {
    return (provider.issuer().isEmpty() ? address : provider.issuer())
        + "/v1/identity/oidc/provider/"
        + provider.name();
  }

  /// Whether a text is a scheme, a host and perhaps a port, and nothing else.
  static boolean isFit(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      String plain = uri.getScheme() + "://" + uri.getRawAuthority();
      return web && uri.getHost() != null && uri.getRawUserInfo() == null && plain.equals(text);
    } catch (URISyntaxException none) {
      return false;
    }
  }
}
