package dev.leasehold.projections.table;

/// Which row of which table: what rows are called in the heap.
public record RowId(Table<?, ?> table, RowKey key) {}
