package dev.leasehold.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The events of one decision: one record of the journal, all of it or nothing.
///
/// @param sequence the number of this commit; the first is 1 and none is left out
/// @param previous the hash, in hexadecimal, of the commit before (over its stored bytes)
/// @param time when it was decided; never before the commit before it
/// @param events what happened, in order
/// @param brings the payloads that come with it
/// @param destroys the payloads that it erases
/// @param audit the request half of the audit entry, as a JSON text with secrets hashed, or null
public record Commit(
    long sequence,
    String previous,
    Instant time,
    List<Event> events,
    List<Brought> brings,
    List<PayloadName> destroys,
    @Nullable String audit) {

  /// The hash that the first commit of a log names as the one before it.
  public static final String NO_HASH = "0".repeat(64);

  public Commit {
    events = List.copyOf(events);
    brings = List.copyOf(brings);
    destroys = List.copyOf(destroys);
  }
}
