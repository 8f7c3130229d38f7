package dev.leasehold.events;

import java.util.List;

/// What happened in the cubbyholes: each token has one of its own, and it ends with the token. A
/// cubbyhole is named by the accessor of its token, which is drawn once and never again, so that a
/// token made anew under a chosen id finds nothing of the one before.
public sealed interface CubbyholeEvent extends Event {
  /// A path holds a new object, which is a payload.
  record CubbyholeWritten(String cubbyhole, String path, PayloadName data)
      implements CubbyholeEvent {}

  /// The cubbyhole of a wrapping token holds an answer, at `response`.
  record ResponseWrapped(String cubbyhole, PayloadName response, Wrapping wrapping)
      implements CubbyholeEvent {}

  /// These paths hold nothing any more; by a client's wish, or because the token ended.
  record CubbyholeErased(String cubbyhole, List<String> paths) implements CubbyholeEvent {}
}
