package dev.leasehold.verticles.password;

/// A text that is no policy for passwords. The message is for the client who sent it. Carries no
/// stack, as it is no accident.
public final class PasswordPolicyError extends RuntimeException {
  private static final long serialVersionUID = 1;

  PasswordPolicyError(String message) {
    super(message, null, false, false);
  }
}
