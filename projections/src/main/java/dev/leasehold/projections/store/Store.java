package dev.leasehold.projections.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An ordered map of bytes, in the order of unsigned bytes.
///
/// A batch counts as a whole, after a crash too: what is found then is the state after some batch,
/// none before the last flush. One thread writes; any thread reads. What goes wrong with the disk
/// is an `UncheckedIOException`. Nobody may use a store after it is closed.
public interface Store extends AutoCloseable {

  /// A key and its new value; null deletes.
  @SuppressWarnings("ArrayRecordComponent") // Only carried from maker to store, never compared.
  record Entry(byte[] key, byte @Nullable [] value) {}

  /// What a scan shows; false ends it.
  interface Visitor {
    boolean visit(byte[] key, byte[] value);
  }

  byte @Nullable [] get(byte[] key);

  /// Whether a key is there: quicker than to get it, above all where it is not.
  boolean contains(byte[] key);

  /// Writes all of it or nothing; of two entries for one key the later one counts.
  void write(List<Entry> batch);

  /// Shows what lies from `from` on and before `end`, as it was when the scan began.
  void scan(byte[] from, byte[] end, Visitor visitor);

  /// Makes what was written so far survive a crash.
  void flush();

  /// Rewrites the files that hold this range, so that no byte of what was deleted there is left in
  /// them; a flush before makes the deletions count.
  void eraseCompact(byte[] from, byte[] end);

  /// Lets go of the folder. What was not flushed may be lost.
  @Override
  void close();
}
