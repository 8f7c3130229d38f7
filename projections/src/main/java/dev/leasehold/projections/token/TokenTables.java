package dev.leasehold.projections.token;

import dev.leasehold.events.Login;
import dev.leasehold.events.PayloadName;
import dev.leasehold.events.TokenRole;
import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.FolderIndex;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Present;
import dev.leasehold.projections.table.Table;
import java.util.List;

/// The tables of the tokens. A token is called by its id, the HMAC of its text.
public final class TokenTables {
  public static final Table<NameKey, TokenRow> TOKENS =
      Table.of(10, "token", NameKey.class, TokenRow.class).cached();

  /// Accessor to id.
  public static final Table<NameKey, NameKey> ACCESSORS =
      Table.of(11, "token-accessor", NameKey.class, NameKey.class).cached();

  /// Parent and child, for children that are no orphans.
  public static final Table<PairKey, Present> CHILDREN =
      Table.of(12, "token-child", PairKey.class, Present.class);

  /// Tokens that expire, by when.
  public static final Table<DueKey, Present> DUE =
      Table.of(13, "token-due", DueKey.class, Present.class);

  /// The request path that made a token, slash, its id; the scope is the namespace.
  public static final FolderIndex PATHS = FolderIndex.of(14, "token-path");

  public static final Table<NameKey, TokenSweep> SWEEPS =
      Table.of(15, "token-sweep", NameKey.class, TokenSweep.class);

  /// How tokens came about that an auth method granted.
  public static final Table<NameKey, Login> LOGINS =
      Table.of(100, "token-login", NameKey.class, Login.class);

  /// Roles of the token method, by namespace and name.
  public static final Table<PairKey, TokenRole> ROLES =
      Table.of(130, "token-role", PairKey.class, TokenRole.class).cached();

  /// The payloads with what the bearers of tokens logged in with, where it is needed again.
  public static final Table<NameKey, PayloadName> CREDENTIALS =
      Table.of(228, "token-credential", NameKey.class, PayloadName.class);

  public static final List<Table<?, ?>> ALL =
      List.of(TOKENS, ACCESSORS, CHILDREN, DUE, PATHS.table(), SWEEPS, LOGINS, ROLES, CREDENTIALS);

  private TokenTables() {}
}
