package dev.leasehold.events.journal;

import java.time.Duration;

/// The journal over a log in the heap.
class InMemoryJournalTest extends JournalContract {

  @Override
  RecordLog emptyLog() {
    return InMemoryRecordLog.faultless();
  }

  @Override
  Duration patience() {
    return Duration.ZERO;
  }
}
