package dev.leasehold.verticles.http;

import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import java.util.Map;
import java.util.function.Consumer;

/// What came of a request, ready to be let go: nothing more is waited for.
public sealed interface Answered {

  /// Lines that are told as they come.
  @FunctionalInterface
  interface Flow {
    /// Begins; what is returned ends it. The taker may be told lines on any thread.
    Runnable open(Consumer<String> taker);
  }

  /// It was done.
  record Done(Response response) implements Answered {}

  /// It was refused.
  ///
  /// @param authenticated the path takes a token: Vault then counts the errors in its text
  record Refused(Refusal refusal, boolean authenticated) implements Answered {}

  /// It goes on until the client leaves.
  record Flowing(Flow flow) implements Answered {}

  /// Either, with headers beside it.
  record Beside(Answered answered, Map<String, String> headers) implements Answered {}
}
