package dev.leasehold.projections.table;

import org.jspecify.annotations.Nullable;

/// A row as a commit leaves it; a null value means that it is deleted.
///
/// @param storedKey what the store calls it; never changed
@SuppressWarnings("ArrayRecordComponent") // Compared by id only.
public record RowChange<K extends RowKey, V>(
    Table<K, V> table, K key, byte[] storedKey, @Nullable V value) {

  public RowId id() {
    return new RowId(table, key);
  }

  /// Shows the table only.
  @Override
  public String toString() {
    return "RowChange(" + table + ")";
  }
}
