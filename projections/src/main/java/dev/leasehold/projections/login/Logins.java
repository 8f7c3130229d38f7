package dev.leasehold.projections.login;

import static dev.leasehold.projections.login.LoginTables.DUE;
import static dev.leasehold.projections.login.LoginTables.FAILURES;
import static dev.leasehold.projections.login.LoginTables.LOCKOUTS;

import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one may ask about logins that failed; a mount is named by its uuid.
public final class Logins {
  private Logins() {}

  /// The failures under a name, or null where there are none.
  public static @Nullable LoginFailures failures(View view, String mount, String alias) {
    return view.get(FAILURES, new PairKey(mount, alias));
  }

  /// What was tuned on a mount.
  public static Lockout tuned(View view, String mount) {
    Lockout lockout = view.get(LOCKOUTS, new NameKey(mount));
    return lockout == null ? Lockout.UNTUNED : lockout;
  }

  /// The names of a mount that are locked out, sorted; at most `limit` are looked at.
  public static List<String> locked(View view, String mount, Instant now, int limit) {
    Lockout lockout = tuned(view, mount).effective();
    List<String> locked = new ArrayList<>();
    int[] seen = {0};
    view.scan(
        FAILURES,
        PairKey.of(mount),
        (key, failures) -> {
          if (lockout.locks(failures, now)) {
            locked.add(key.name());
          }
          return ++seen[0] < limit;
        });
    locked.sort(null);
    return locked;
  }

  /// Mount and name of failures that count no longer, the longest ago first.
  public static List<PairKey> due(View view, Instant now, int limit) {
    List<PairKey> page = new ArrayList<>();
    view.scan(
        DUE,
        List.of(),
        (key, who) -> !key.time().isAfter(now) && page.add(who) && page.size() < limit);
    return page;
  }
}
