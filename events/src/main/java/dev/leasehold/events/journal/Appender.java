package dev.leasehold.events.journal;

import org.jspecify.annotations.Nullable;

/// One producer of a [RecordLog]. It is used from one thread at a time and never blocks for the
/// network; what it stores, it stores in the order of the calls.
public interface Appender extends AutoCloseable {

  /// Sends a record on its way. A value of null is a tombstone: compaction then forgets the key.
  ///
  /// The acknowledgement comes exactly once, in the order of the calls, on any thread, perhaps
  /// before this method returns. The arrays are the appender's from now on.
  void append(byte[] key, byte @Nullable [] value, Acknowledgement whenKnown);

  /// Closes at once. Records not yet acknowledged are in doubt: they may be stored, now or later,
  /// or never, and their acknowledgement says so by an error. May be called again.
  @Override
  void close();
}
