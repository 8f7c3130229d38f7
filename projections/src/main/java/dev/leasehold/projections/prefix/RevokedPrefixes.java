package dev.leasehold.projections.prefix;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.LeaseEvent.PrefixRevoked;
import dev.leasehold.events.LeaseEvent.PrefixSwept;
import dev.leasehold.projections.Moment;
import dev.leasehold.projections.table.Counters;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.ArrayList;
import java.util.List;

/// The prefixes that were revoked and whose pages are not done.
///
/// A prefix counts in whole segments, as Vault's do: `a/b` covers `a/b` and `a/b/c`, not `a/bc`.
public final class RevokedPrefixes {
  private static final String KIND = "revoked-prefix";

  public static final Table<PairKey, RevokedPrefix> PREFIXES =
      Table.of(25, "revoked-prefix", PairKey.class, RevokedPrefix.class).cached();

  private RevokedPrefixes() {}

  /// Whether what has this path, and was made by the commit of this number, is over. Costs one hot
  /// read while no prefix is being swept.
  public static boolean covers(View view, String namespace, String path, long sequence) {
    if (Counters.of(view, KIND, "") == 0) {
      return false;
    }
    int end = path.length();
    while (end >= 0) {
      RevokedPrefix found =
          view.get(PREFIXES, new PairKey(namespace, withoutSlash(path.substring(0, end))));
      if (found != null && found.sequence() >= sequence) {
        return true;
      }
      end = end == 0 ? -1 : Math.max(path.lastIndexOf('/', end - 1), 0);
    }
    return false;
  }

  /// The prefixes whose pages are not done: work for the expiry room.
  public static List<RevokedPrefix> unswept(View view) {
    List<RevokedPrefix> found = new ArrayList<>();
    view.scan(PREFIXES, List.of(), (key, row) -> found.add(row));
    return found;
  }

  public static void replay(PrefixRevoked event, Moment moment, Rows rows) {
    PairKey key = key(event.namespace(), event.prefix());
    if (rows.get(PREFIXES, key) == null) {
      Counters.add(rows, KIND, "", 1);
    }
    rows.put(
        PREFIXES,
        key,
        new RevokedPrefix(
            event.namespace(), key.name(), moment.sequence(), moment.time(), event.force()));
  }

  public static void replay(PrefixSwept event, Rows rows) {
    PairKey key = key(event.namespace(), event.prefix());
    if (rows.get(PREFIXES, key) == null) {
      throw new CorruptLog("a prefix was swept that was not revoked");
    }
    rows.delete(PREFIXES, key);
    Counters.add(rows, KIND, "", -1);
  }

  private static PairKey key(String namespace, String prefix) {
    return new PairKey(namespace, withoutSlash(prefix));
  }

  private static String withoutSlash(String prefix) {
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }
}
