package dev.leasehold.verticles.astrasimulator;

import java.time.Duration;

/// What goes wrong with a call. `acts` says whether what was asked for is done all the same: a
/// token is then live that nobody was told of. Immutable.
public sealed interface Misbehaviour {
  /// Answers at once nothing, and later nothing.
  record Silent(boolean acts) implements Misbehaviour {}

  /// Acts at once, and answers when the wait is over.
  record AnswersLate(Duration delay) implements Misbehaviour {}

  /// Acts and answers when the wait is over, whether or not anybody is still there to hear it.
  record ActsLate(Duration delay) implements Misbehaviour {}

  /// Closes the connection instead of answering.
  record Dropped(boolean acts) implements Misbehaviour {}

  /// An error.
  ///
  /// @param retryAfter the header of that name, empty for none
  record Status(int status, String retryAfter, boolean acts) implements Misbehaviour {}

  /// Acts, and answers half of what it would, as if that were all.
  record Truncated() implements Misbehaviour {}

  /// Acts, answers half of what it said it would, and closes the connection.
  record BrokenOff() implements Misbehaviour {}

  /// 200 with the body `null`.
  record NullBody(boolean acts) implements Misbehaviour {}

  /// 200 with errors in JSON.
  record GoodWithErrors(boolean acts) implements Misbehaviour {}

  /// A page, as a proxy in front of Astra writes it.
  record Page(int status, boolean acts) implements Misbehaviour {}

  /// Sends the client elsewhere.
  ///
  /// @param location empty for a place of ours that logs who comes
  record Redirect(int status, String location) implements Misbehaviour {}

  /// The request arrives twice, as a proxy repeats it; the answer is the second one.
  record Twice() implements Misbehaviour {}
}
