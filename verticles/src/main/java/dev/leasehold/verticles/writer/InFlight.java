package dev.leasehold.verticles.writer;

import dev.leasehold.events.Commit;
import dev.leasehold.events.journal.Appended;
import dev.leasehold.projections.Position;
import dev.leasehold.projections.RowBatch;
import java.util.List;

/// A commit that was sent to the journal, with the rows that it means.
///
/// @param rows those of the commit, and behind them what was noted while it was the last in flight
/// @param erased the Kafka keys of the payloads that it destroys, for their tombstones
record InFlight(Appended appended, List<RowBatch> rows, List<String> erased) {
  long sequence() {
    return appended.commit().sequence();
  }

  Commit commit() {
    return appended.commit();
  }

  /// What the committed state has reached once these rows are in it.
  Position position(long offset) {
    return new Position(
        offset,
        appended.epoch(),
        appended.writer(),
        sequence(),
        appended.hash(),
        appended.commit().time());
  }
}
