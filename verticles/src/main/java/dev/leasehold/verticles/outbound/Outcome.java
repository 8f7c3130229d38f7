package dev.leasehold.verticles.outbound;

/// What came of an effect.
public sealed interface Outcome {

  /// It was done, for certain.
  record Done() implements Outcome {}

  /// The target said no and did nothing, for certain. The error holds no secret.
  record Refused(String errorClass, String error) implements Outcome {}

  /// Nobody can tell: no connection where it may have been sent, a timeout, a broken answer.
  record Unknown(String errorClass, String error) implements Outcome {}
}
