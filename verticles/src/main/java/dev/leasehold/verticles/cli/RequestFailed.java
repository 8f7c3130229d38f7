package dev.leasehold.verticles.cli;

import org.jspecify.annotations.Nullable;

/// A request got no answer, or an error for one. The message is what people and scripts know from
/// Vault's client, starting with `Error making API request.` where the server answered.
final class RequestFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final transient @Nullable Answer answer;

  RequestFailed(String message, int status, @Nullable Answer answer) {
    super(message);
    this.status = status;
    this.answer = answer;
  }

  /// Returns the HTTP status, or 0 where no answer came.
  int status() {
    return status;
  }

  /// Returns what the error answer carried beside its errors, if anything.
  @Nullable Answer answer() {
    return answer;
  }
}
