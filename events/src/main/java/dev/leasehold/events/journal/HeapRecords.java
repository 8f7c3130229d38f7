package dev.leasehold.events.journal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The records of an [InMemoryRecordLog] by offset, and what can be done to them. Not safe for
/// threads: the log holds its lock.
final class HeapRecords {

  private final TreeMap<Long, LogRecord> byOffset = new TreeMap<>();
  private long start;
  private long end;

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  long add(byte[] key, byte @Nullable [] value) {
    byOffset.put(end, new LogRecord(end, key, value));
    return end++;
  }

  void skipOffset() {
    end++;
  }

  List<LogRecord> from(long offset, int maxRecords) {
    return byOffset.tailMap(offset, true).values().stream().limit(maxRecords).toList();
  }

  void compact() {
    Map<Key, LogRecord> lastOfKey = new HashMap<>();
    byOffset.values().forEach(each -> lastOfKey.put(new Key(each.key()), each));
    lastOfKey.values().removeIf(each -> each.value() == null);
    Map.Entry<Long, LogRecord> newest = byOffset.lastEntry();
    byOffset.clear();
    lastOfKey.values().forEach(each -> byOffset.put(each.offset(), each));
    if (newest != null) {
      byOffset.put(newest.getKey(), newest.getValue());
    }
  }

  void trim(long newStart) {
    start = Math.clamp(newStart, start, end);
    byOffset.headMap(start).clear();
  }

  void truncate(long newEnd) {
    end = Math.clamp(newEnd, start, end);
    byOffset.tailMap(end).clear();
  }

  void flipBit(long offset, int bit) {
    LogRecord whole = byOffset.get(offset);
    if (whole == null) {
      throw new IllegalArgumentException("there is no record at offset " + offset);
    }
    byte[] value = whole.value();
    LogRecord damaged =
        value == null
            ? new LogRecord(offset, flipped(whole.key(), bit), null)
            : new LogRecord(offset, whole.key(), flipped(value, bit));
    byOffset.put(offset, damaged);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] copy = bytes.clone();
    copy[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
    return copy;
  }

  /// A record's key, compared by content.
  @SuppressWarnings("ArrayRecordComponent") // equality is its purpose
  private record Key(byte[] bytes) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }
}
