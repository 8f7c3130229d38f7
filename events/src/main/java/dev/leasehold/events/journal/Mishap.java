package dev.leasehold.events.journal;

/// What may befall one append to an [InMemoryRecordLog]; a Kafka cluster does each of these.
public enum Mishap {
  /// The record is stored and acknowledged.
  NONE,
  /// The record is never stored, and nothing is heard of it before the appender closes.
  LOST,
  /// The record is never stored, and an error says so.
  LOST_WITH_ERROR,
  /// The record is stored, and nothing is heard of it before the appender closes.
  STORED_UNHEARD,
  /// The record is stored, and an error says otherwise.
  STORED_WITH_ERROR,
  /// The record is stored and acknowledged without its offset.
  STORED_SOMEWHERE,
  /// The record is stored behind an offset that stays empty.
  STORED_AFTER_GAP,
  /// The record stays on its way, and all of its appender behind it, until it is released: also
  /// long after the appender closed, as a packet of a deposed leader may.
  DELAYED
}
