package dev.leasehold.events.journal;

import java.time.Duration;

/// The journal over a log in the heap.
class InMemoryJournalTest extends JournalContract {

  @Override
  protected RecordLog emptyLog() {
    return InMemoryRecordLog.faultless();
  }

  @Override
  protected Duration patience() {
    return Duration.ZERO;
  }
}
