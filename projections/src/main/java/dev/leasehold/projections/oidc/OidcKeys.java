package dev.leasehold.projections.oidc;

import static dev.leasehold.projections.oidc.OidcTables.CONFIGS;
import static dev.leasehold.projections.oidc.OidcTables.KEYS;
import static dev.leasehold.projections.oidc.OidcTables.ROLES;

import dev.leasehold.events.OidcRole;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one may ask about keys and roles of OIDC tokens.
public final class OidcKeys {
  private OidcKeys() {}

  /// The issuer as configured, or an empty text.
  public static String issuer(View view, String namespace) {
    NameKey issuer = view.get(CONFIGS, new NameKey(namespace));
    return issuer == null ? "" : issuer.name();
  }

  public static @Nullable OidcKeyRow key(View view, String namespace, String name) {
    return view.get(KEYS, new PairKey(namespace, name));
  }

  public static @Nullable OidcRole role(View view, String namespace, String name) {
    return view.get(ROLES, new PairKey(namespace, name));
  }

  /// The names of the keys that were written, sorted.
  public static List<String> keys(View view, String namespace) {
    List<String> names = new ArrayList<>();
    view.scan(KEYS, PairKey.of(namespace), (key, row) -> names.add(key.name()));
    names.sort(null);
    return names;
  }

  /// The roles, sorted by name.
  public static List<OidcRole> roles(View view, String namespace) {
    List<OidcRole> roles = new ArrayList<>();
    view.scan(ROLES, PairKey.of(namespace), (key, role) -> roles.add(role));
    roles.sort((one, other) -> one.name().compareTo(other.name()));
    return roles;
  }
}
