package dev.leasehold.projections.table;

/// What a scan shows its rows to, one by one.
@FunctionalInterface
public interface RowVisitor<K, V> {

  /// Looks at a row; false ends the scan.
  boolean visit(K key, V value);
}
