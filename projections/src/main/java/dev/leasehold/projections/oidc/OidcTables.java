package dev.leasehold.projections.oidc;

import dev.leasehold.events.OidcAssignment;
import dev.leasehold.events.OidcClient;
import dev.leasehold.events.OidcCode;
import dev.leasehold.events.OidcProvider;
import dev.leasehold.events.OidcRole;
import dev.leasehold.events.OidcScope;
import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Table;
import java.util.List;

/// The tables of the OIDC tokens and providers; rows are called by namespace and name.
public final class OidcTables {
  /// The issuer of a namespace.
  public static final Table<NameKey, NameKey> CONFIGS =
      Table.of(170, "oidc-config", NameKey.class, NameKey.class).cached();

  public static final Table<PairKey, OidcKeyRow> KEYS =
      Table.of(171, "oidc-key", PairKey.class, OidcKeyRow.class).cached();

  public static final Table<PairKey, OidcRole> ROLES =
      Table.of(172, "oidc-role", PairKey.class, OidcRole.class).cached();

  public static final Table<PairKey, OidcAssignment> ASSIGNMENTS =
      Table.of(173, "oidc-assignment", PairKey.class, OidcAssignment.class).cached();

  public static final Table<PairKey, OidcScope> SCOPES =
      Table.of(174, "oidc-scope", PairKey.class, OidcScope.class).cached();

  public static final Table<PairKey, OidcClient> CLIENTS =
      Table.of(175, "oidc-client", PairKey.class, OidcClient.class).cached();

  /// The name of a client by namespace and id.
  public static final Table<PairKey, NameKey> CLIENT_IDS =
      Table.of(176, "oidc-client-id", PairKey.class, NameKey.class).cached();

  public static final Table<PairKey, OidcProvider> PROVIDERS =
      Table.of(177, "oidc-provider", PairKey.class, OidcProvider.class).cached();

  /// Codes that nobody has exchanged, by their id.
  public static final Table<NameKey, OidcCode> CODES =
      Table.of(178, "oidc-code", NameKey.class, OidcCode.class);

  /// When a code is worth nothing any more.
  public static final Table<DueKey, NameKey> CODES_DUE =
      Table.of(179, "oidc-code-due", DueKey.class, NameKey.class);

  public static final List<Table<?, ?>> ALL =
      List.of(
          CONFIGS,
          KEYS,
          ROLES,
          ASSIGNMENTS,
          SCOPES,
          CLIENTS,
          CLIENT_IDS,
          PROVIDERS,
          CODES,
          CODES_DUE);

  private OidcTables() {}
}
