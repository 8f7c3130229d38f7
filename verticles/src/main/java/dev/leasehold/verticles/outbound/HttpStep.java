package dev.leasehold.verticles.outbound;

import java.time.Duration;

/// Where a talk with an HTTP server stands: there is a question, or all is known. Who asks makes
/// the next step of the answer to a question, so that a talk is a value and a pure function.
public sealed interface HttpStep {

  /// A question, how long to wait before it is put, and what follows from its answer.
  record Ask(HttpQuestion question, Duration after, Then then) implements HttpStep {
    public Ask(HttpQuestion question, Then then) {
      this(question, Duration.ZERO, then);
    }
  }

  /// The end: what the talk came to, in the words of whoever asked.
  record Told(Object told) implements HttpStep {}

  /// The end of another kind: what was asked for was refused, or nobody can tell.
  record Over(Outcome outcome) implements HttpStep {}

  /// From an answer to the next step. Runs on a worker, and must not throw for what a server says.
  @FunctionalInterface
  interface Then {
    HttpStep then(HttpAnswer answer);
  }
}
