package dev.leasehold.events.journal;

/// The log cannot be reached, did not answer in time, or was closed. Nothing is known to be wrong
/// with what it holds: asking again may succeed. The message holds no secret.
public final class LogUnavailable extends RuntimeException {

  /// Says what was asked of the log in vain.
  public LogUnavailable(String message) {
    super(message);
  }

  /// Says what was asked of the log in vain, and why it failed.
  public LogUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
