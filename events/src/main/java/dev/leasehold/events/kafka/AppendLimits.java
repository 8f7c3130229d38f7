package dev.leasehold.events.kafka;

import org.jspecify.annotations.Nullable;

/// How much an appender takes, whichever way it writes.
final class AppendLimits {

  /// What the records of a batch measure together, but for a single larger one.
  static final int BATCH_BYTES = 1024 * 1024;

  /// What may wait for an answer; what comes behind is refused.
  static final int WAITING_BYTES = 24 * 1024 * 1024;

  /// What Kafka may add to a record.
  private static final int OVERHEAD_BYTES = 128;

  private AppendLimits() {}

  /// What a record measures.
  static int bytes(byte[] key, byte @Nullable [] value) {
    return key.length + (value == null ? 0 : value.length) + OVERHEAD_BYTES;
  }
}
