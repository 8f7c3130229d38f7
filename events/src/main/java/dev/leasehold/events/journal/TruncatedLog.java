package dev.leasehold.events.journal;

/// A reader asked for records beyond the end of the log. As offsets are never reused, the log has
/// lost its tail or is another one; asking again does not help.
public final class TruncatedLog extends RuntimeException {

  /// Names the offset that was asked for.
  public TruncatedLog(long offset) {
    super("the log ends before offset " + offset + ", which existed once");
  }
}
