package dev.leasehold.projections.oidc;

import dev.leasehold.events.OidcRole;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Table;
import java.util.List;

/// The tables of the OIDC tokens; rows are called by namespace and name.
public final class OidcTables {
  /// The issuer of a namespace.
  public static final Table<NameKey, NameKey> CONFIGS =
      Table.of(170, "oidc-config", NameKey.class, NameKey.class).cached();

  public static final Table<PairKey, OidcKeyRow> KEYS =
      Table.of(171, "oidc-key", PairKey.class, OidcKeyRow.class).cached();

  public static final Table<PairKey, OidcRole> ROLES =
      Table.of(172, "oidc-role", PairKey.class, OidcRole.class).cached();

  public static final List<Table<?, ?>> ALL = List.of(CONFIGS, KEYS, ROLES);

  private OidcTables() {}
}
