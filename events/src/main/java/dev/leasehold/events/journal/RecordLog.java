package dev.leasehold.events.journal;

import java.time.Duration;
import java.util.List;

/// An append-only total order of byte records: one Kafka partition, or its likeness in memory.
///
/// Every record has an offset. Offsets only grow, are never reused and stay as they are when older
/// records are compacted away or trimmed, so a reader may meet gaps. The last record of the log is
/// never compacted away: who reads on until it has met the record before [#end()] has read all.
///
/// All methods may be called from any thread. Those that say so block and so must never run on an
/// event loop. Where the log cannot be reached they throw [LogUnavailable].
public interface RecordLog extends AutoCloseable {

  /// Opens a fresh producer, one for each claim. It is idempotent: what it retries by itself is
  /// stored once, and in the order in which it was appended.
  Appender appender();

  /// Blocks for the records at or after an offset, in order, at most `maxRecords` of them. Waits at
  /// most `wait` for the first; an empty list means that there is none yet. An offset before
  /// [#start()] reads from there.
  ///
  /// @throws TruncatedLog if the offset lies beyond the end: what was there once is gone
  List<LogRecord> read(long from, int maxRecords, Duration wait);

  /// Blocks for the offset of the first record that was not trimmed.
  long start();

  /// Blocks for the offset that the next record gets, as far as this is known now.
  long end();

  /// Blocks until the settings were compared with those required.
  ///
  /// @throws UnfitTopic naming the first setting that is not as required
  void check();

  /// Ends all reads and closes what was opened. Appenders are closed by their owners.
  @Override
  void close();
}
