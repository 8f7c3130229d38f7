package dev.leasehold.projections.login;

import dev.leasehold.projections.table.DueKey;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Table;
import java.util.List;

/// The tables of the logins that failed.
public final class LoginTables {
  /// By the mount's uuid and the name that was given.
  public static final Table<PairKey, LoginFailures> FAILURES =
      Table.of(101, "login-failures", PairKey.class, LoginFailures.class).cached();

  /// The same by the time until which they are kept.
  public static final Table<DueKey, PairKey> DUE =
      Table.of(102, "login-failures-due", DueKey.class, PairKey.class);

  /// What was tuned on a mount, by its uuid.
  public static final Table<NameKey, Lockout> LOCKOUTS =
      Table.of(103, "lockout", NameKey.class, Lockout.class).cached();

  public static final List<Table<?, ?>> ALL = List.of(FAILURES, DUE, LOCKOUTS);

  private LoginTables() {}
}
