package dev.leasehold.verticles.http;

import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;

/// What came of a request, ready to be let go: nothing more is waited for.
public sealed interface Answered {

  /// It was done.
  record Done(Response response) implements Answered {}

  /// It was refused.
  ///
  /// @param authenticated the path takes a token: Vault then counts the errors in its text
  record Refused(Refusal refusal, boolean authenticated) implements Answered {}
}
