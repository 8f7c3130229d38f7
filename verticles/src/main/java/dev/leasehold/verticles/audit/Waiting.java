package dev.leasehold.verticles.audit;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An entry on its way, and who waits for it: told exactly once, with null or why not. Confined to
/// the thread of the [AuditStream].
final class Waiting {
  private final byte[] entry;
  private final long journalSequence;
  private final List<Feed> feeds;
  private final long deadline;
  private final Consumer<@Nullable AuditUnavailable> whenDone;
  private boolean done;
  private int unanswered;

  /// What a device gets of an entry.
  @SuppressWarnings("ArrayRecordComponent") // the bytes of two lines, never copied on their way
  record Feed(DeviceWriter device, byte[] lines) {}

  Waiting(
      byte[] entry,
      long journalSequence,
      List<Feed> feeds,
      long deadline,
      Consumer<@Nullable AuditUnavailable> whenDone) {
    this.entry = entry;
    this.journalSequence = journalSequence;
    this.feeds = feeds;
    this.deadline = deadline;
    this.whenDone = whenDone;
    this.unanswered = feeds.size();
  }

  byte[] entry() {
    return entry;
  }

  long journalSequence() {
    return journalSequence;
  }

  List<Feed> feeds() {
    return feeds;
  }

  boolean done() {
    return done;
  }

  boolean late(long nanos) {
    return nanos - deadline >= 0;
  }

  /// A device answered; the first that succeeded is enough.
  void fed(boolean written) {
    unanswered--;
    if (written) {
      finish(null);
    } else if (unanswered == 0) {
      finish(new AuditUnavailable("no audit device succeeded in logging the request"));
    }
  }

  void finish(@Nullable AuditUnavailable failure) {
    if (!done) {
      done = true;
      whenDone.accept(failure);
    }
  }
}
