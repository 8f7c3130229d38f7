package dev.leasehold.events.codec;

import dev.leasehold.events.Brought;
import dev.leasehold.events.Commit;
import dev.leasehold.events.Event;
import dev.leasehold.events.PayloadName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All of a commit but its events, so that a sample of it can be made.
public record CommitParts(
    long sequence,
    String previous,
    Instant time,
    List<Brought> brings,
    List<PayloadName> destroys,
    @Nullable String audit) {

  Commit commit(List<Event> events) {
    return new Commit(sequence, previous, time, events, brings, destroys, audit);
  }
}
