package dev.leasehold.projections.table;

import dev.leasehold.events.CorruptLog;
import org.jspecify.annotations.Nullable;

/// Counts that are kept, not counted: replay moves them with the rows that they count.
public final class Counters {

  /// A count; a row is there only while it is not zero.
  public record Count(long value) {}

  /// The counts by kind and by what is counted for.
  public static final Table<PairKey, Count> TABLE =
      Table.of(1, "count", PairKey.class, Count.class).cached();

  private Counters() {}

  /// The count of a kind, as `lease`, for something, as a mount's uuid; empty where it is for all.
  public static long of(View view, String kind, String owner) {
    Count count = view.get(TABLE, new PairKey(kind, owner));
    return count == null ? 0 : count.value();
  }

  /// Moves a count; one below zero is impossible.
  public static void add(Rows rows, String kind, String owner, long change) {
    PairKey key = new PairKey(kind, owner);
    @Nullable Count before = rows.get(TABLE, key);
    long after = (before == null ? 0 : before.value()) + change;
    if (after < 0) {
      throw new CorruptLog("a count of kind " + kind + " would fall below zero");
    }
    if (after == 0) {
      rows.delete(TABLE, key);
    } else {
      rows.put(TABLE, key, new Count(after));
    }
  }
}
