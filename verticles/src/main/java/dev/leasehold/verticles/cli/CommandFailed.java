package dev.leasehold.verticles.cli;

import org.jspecify.annotations.Nullable;

/// Ends a command with a text on the error stream and an exit code: 1 for wrong usage, 2 for an
/// error answer or nothing found, 127 for a command that does not exist.
final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int exitCode;
  private final transient @Nullable Answer answer;

  CommandFailed(int exitCode, String message) {
    this(exitCode, message, null);
  }

  /// A failure whose answer has content of its own, shown below the text.
  CommandFailed(int exitCode, String message, @Nullable Answer answer) {
    super(message);
    this.exitCode = exitCode;
    this.answer = answer;
  }

  /// Wrong usage: exit code 1.
  static CommandFailed usage(String message) {
    return new CommandFailed(1, message);
  }

  /// An error answer, or nothing found: exit code 2.
  static CommandFailed answered(String message) {
    return new CommandFailed(2, message);
  }

  int exitCode() {
    return exitCode;
  }

  @Nullable Answer answer() {
    return answer;
  }
}
