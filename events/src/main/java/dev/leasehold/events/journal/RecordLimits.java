package dev.leasehold.events.journal;

/// How large records may be. Topic, broker and producers take the largest; whoever makes a record
/// refuses before it grows beyond its limit.
public final class RecordLimits {

  /// The most secret material that one payload holds: what Vault takes in one request.
  public static final int PAYLOAD_LIMIT = 1024 * 1024;

  /// The most bytes of events that one decision may bring; what is larger must go in pages.
  public static final int EVENTS_LIMIT = 512 * 1024;

  /// The most bytes of a record's value: a payload or a commit, with header, seal and names.
  public static final int RECORD_LIMIT = PAYLOAD_LIMIT + 64 * 1024;

  /// The most bytes of a record with its key and what Kafka adds to it.
  public static final int STORED_LIMIT = RECORD_LIMIT + 4 * 1024;

  private RecordLimits() {}
}
