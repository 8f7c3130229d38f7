package dev.leasehold.verticles.outbound;

import org.jspecify.annotations.Nullable;

/// What came of an effect.
public sealed interface Outcome {
  /// The class of a refusal after which no attempt will tell more: whether the credential exists is
  /// for a person to find out.
  String AMBIGUOUS = "ambiguous";

  /// The class of a refusal that tells that the credential is there no longer.
  String ABSENT = "absent";

  /// It was done, for certain.
  ///
  /// @param told what the target told, in the words of whoever asked; null where an act has nothing
  ///   to tell
  record Done(@Nullable Object told) implements Outcome {
    public Done() {
      this(null);
    }

    @Override
    public String toString() {
      return "Done[]";
    }
  }

  /// The target said no and did nothing, for certain. The error holds no secret.
  record Refused(String errorClass, String error) implements Outcome {}

  /// Nobody can tell: no connection where it may have been sent, a timeout, a broken answer.
  record Unknown(String errorClass, String error) implements Outcome {}
}
