package dev.leasehold.events.journal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One record as it was read: its place, its key, and its value, which a tombstone lacks. The
/// arrays are shared and must not be changed. Equal by content.
@SuppressWarnings("ArrayRecordComponent") // the bytes of one record, never copied on their way
public record LogRecord(long offset, byte[] key, byte @Nullable [] value) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LogRecord that
        && offset == that.offset
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(offset) + Arrays.hashCode(key);
  }

  /// Shows sizes, never bytes.
  @Override
  public String toString() {
    String size = value == null ? "tombstone" : value.length + " bytes";
    return "LogRecord[" + offset + ", key of " + key.length + " bytes, " + size + "]";
  }
}
