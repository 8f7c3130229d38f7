package dev.leasehold.events.kafka;

import dev.leasehold.events.journal.Acknowledgement;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Puts acknowledgements back in the order of the appends. Kafka's callbacks keep it while all goes
/// well, but not when it refuses a record at once or gives up those that wait at closing.
///
/// Safe for threads. One acknowledgement runs at a time, outside the lock, on a thread that brought
/// an outcome; it may append again.
final class InOrder {

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Place> line = new ArrayDeque<>();
  private boolean delivering;
  private long waitingBytes;

  /// Takes the next place in line for a record of that size.
  Place next(Acknowledgement whenKnown, int bytes) {
    Place place = new Place(whenKnown, bytes);
    lock.lock();
    try {
      line.add(place);
      waitingBytes += bytes;
    } finally {
      lock.unlock();
    }
    return place;
  }

  /// The bytes of the records whose outcome is not yet known.
  long waitingBytes() {
    lock.lock();
    try {
      return waitingBytes;
    } finally {
      lock.unlock();
    }
  }

  /// Gives up all that still wait.
  void giveUp(Exception why) {
    lock.lock();
    try {
      line.forEach(each -> each.settle(-1, why));
    } finally {
      lock.unlock();
    }
    deliver();
  }

  private void deliver() {
    Place due = nextDue(false);
    while (due != null) {
      try {
        due.whenKnown.known(due.offset, due.error);
      } finally {
        due = nextDue(true);
      }
    }
  }

  private @Nullable Place nextDue(boolean ours) {
    lock.lock();
    try {
      if (delivering && !ours) {
        return null;
      }
      Place head = line.peek();
      delivering = head != null && head.settled;
      return delivering ? line.poll() : null;
    } finally {
      lock.unlock();
    }
  }

  /// A place in line, and what became of the record that took it. The first outcome counts.
  final class Place {

    private final Acknowledgement whenKnown;
    private final int bytes;
    private boolean settled;
    private long offset;
    private @Nullable Exception error;

    private Place(Acknowledgement whenKnown, int bytes) {
      this.whenKnown = whenKnown;
      this.bytes = bytes;
    }

    /// Brings the outcome and tells those whose turn has come.
    void known(long at, @Nullable Exception failure) {
      lock.lock();
      try {
        settle(at, failure);
      } finally {
        lock.unlock();
      }
      deliver();
    }

    private void settle(long at, @Nullable Exception failure) {
      if (!settled) {
        settled = true;
        waitingBytes -= bytes;
        offset = failure == null ? at : -1;
        error = failure;
      }
    }
  }
}
