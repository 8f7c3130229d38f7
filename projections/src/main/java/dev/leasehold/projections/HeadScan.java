package dev.leasehold.projections;

import dev.leasehold.projections.table.RowChange;
import dev.leasehold.projections.table.RowCodec.Opened;
import dev.leasehold.projections.table.RowKey;
import dev.leasehold.projections.table.RowVisitor;
import dev.leasehold.projections.table.StoredRows;
import dev.leasehold.projections.table.Table;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Supplier;

/// One scan of head: the committed rows of a range, with the changes in flight laid over them, in
/// the order of the stored keys. What is changed in flight is not opened below.
final class HeadScan<K extends RowKey, V> implements StoredRows.StoredVisitor<K, V> {
  private final Table<K, V> table;
  private final NavigableMap<byte[], RowChange<?, ?>> overlay;
  private final RowVisitor<K, V> visitor;
  private boolean wanted = true;

  HeadScan(
      Table<K, V> table, NavigableMap<byte[], RowChange<?, ?>> overlay, RowVisitor<K, V> visitor) {
    this.table = table;
    this.overlay = overlay;
    this.visitor = visitor;
  }

  @Override
  public boolean visit(byte[] storedKey, Supplier<Opened<K, V>> row) {
    while (wanted
        && !overlay.isEmpty()
        && overlay.comparator().compare(overlay.firstKey(), storedKey) < 0) {
      showFirst();
    }
    if (wanted && overlay.containsKey(storedKey)) {
      showFirst();
    } else if (wanted) {
      Opened<K, V> opened = row.get();
      wanted = visitor.visit(opened.key(), opened.value());
    }
    return wanted;
  }

  /// Shows what lies behind the last committed row.
  void finish() {
    while (wanted && !overlay.isEmpty()) {
      showFirst();
    }
  }

  private void showFirst() {
    Map.Entry<byte[], RowChange<?, ?>> first = overlay.pollFirstEntry();
    Object value = first.getValue().value();
    if (value != null) {
      wanted = visitor.visit(table.keys().cast(first.getValue().key()), table.values().cast(value));
    }
  }
}
