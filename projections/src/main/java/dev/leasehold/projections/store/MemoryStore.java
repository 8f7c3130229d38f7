package dev.leasehold.projections.store;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A store in the heap, for tests and for `storage "inmem"`. Nothing survives it.
public final class MemoryStore implements Store {
  /// Swapped whole by each batch would cost its size; guarded by this object instead.
  private final NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);

  @Override
  public byte @Nullable [] get(byte[] key) {
    synchronized (rows) {
      byte[] value = rows.get(key);
      return value == null ? null : value.clone();
    }
  }

  @Override
  public boolean contains(byte[] key) {
    synchronized (rows) {
      return rows.containsKey(key);
    }
  }

  @Override
  public void write(List<Entry> batch) {
    synchronized (rows) {
      for (Entry entry : batch) {
        byte[] value = entry.value();
        if (value == null) {
          rows.remove(entry.key());
        } else {
          rows.put(entry.key().clone(), value.clone());
        }
      }
    }
  }

  @Override
  public void scan(byte[] from, byte[] end, Visitor visitor) {
    List<Entry> range;
    synchronized (rows) {
      range =
          rows.subMap(from, end).entrySet().stream()
              .map(entry -> new Entry(entry.getKey(), entry.getValue()))
              .toList();
    }
    for (Entry entry : range) {
      byte[] value = entry.value();
      if (value != null && !visitor.visit(entry.key().clone(), value.clone())) {
        return;
      }
    }
  }

  @Override
  public void flush() {
    // The heap is all there is.
  }

  @Override
  public void eraseCompact(byte[] from, byte[] end) {
    // A deleted entry is gone at once.
  }

  @Override
  public void close() {
    synchronized (rows) {
      rows.clear();
    }
  }
}
