package dev.leasehold.verticles.simulation;

import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.projections.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A disk in the heap that a crash takes back to its last flush. One thread.
final class CrashingStore implements Store {
  private static final byte[] FIRST = {};
  private static final byte[] LAST = {(byte) 0xff};

  private final MemoryStore flushed = new MemoryStore();
  private final List<Entry> unflushed = new ArrayList<>();
  private MemoryStore rows = new MemoryStore();

  /// Loses what was not flushed.
  void crash() {
    unflushed.clear();
    rows = new MemoryStore();
    List<Entry> kept = new ArrayList<>();
    flushed.scan(FIRST, LAST, (key, value) -> kept.add(new Entry(key, value)));
    rows.write(kept);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return rows.get(key);
  }

  @Override
  public boolean contains(byte[] key) {
    return rows.contains(key);
  }

  @Override
  public void write(List<Entry> batch) {
    rows.write(batch);
    unflushed.addAll(batch);
  }

  @Override
  public void scan(byte[] from, byte[] end, Visitor visitor) {
    rows.scan(from, end, visitor);
  }

  @Override
  public void flush() {
    flushed.write(unflushed);
    unflushed.clear();
  }

  @Override
  public void eraseCompact(byte[] from, byte[] end) {
    rows.eraseCompact(from, end);
  }

  @Override
  public void close() {
    rows.close();
  }
}
