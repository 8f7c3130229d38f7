package dev.leasehold.projections.identity;

import dev.leasehold.events.CorruptLog;
import dev.leasehold.projections.table.NameKey;
import dev.leasehold.projections.table.PairKey;
import dev.leasehold.projections.table.Rows;
import dev.leasehold.projections.table.Table;
import dev.leasehold.projections.table.View;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An index from a name within something, as a namespace or a mount, to an id. Names that differ
/// only in case are one.
record NameIndex(Table<PairKey, NameKey> table) {

  @Nullable String find(View view, String owner, String name) {
    NameKey id = view.get(table, key(owner, name));
    return id == null ? null : id.name();
  }

  /// Gives a name to an id that may have it already; one that another has is impossible.
  void put(Rows rows, String owner, String name, String id) {
    String holder = find(rows, owner, name);
    if (holder != null && !holder.equals(id)) {
      throw new CorruptLog("a name is given twice in " + table);
    }
    rows.put(table, key(owner, name), new NameKey(id));
  }

  void remove(Rows rows, String owner, String name) {
    rows.delete(table, key(owner, name));
  }

  private static PairKey key(String owner, String name) {
    return new PairKey(owner, name.toLowerCase(Locale.ROOT));
  }
}
