package dev.leasehold.verticles.outbound;

/// No connection was had, so nothing was sent: the act did not happen, for certain. The text holds
/// no secret.
public final class NotReached extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String errorClass;

  public NotReached(String errorClass, String message) {
    super(message, null, false, false);
    this.errorClass = errorClass;
  }

  /// The refusal that follows from not having had a connection, whatever the reason.
  public static Outcome outcome(Throwable cause) {
    if (cause instanceof NotReached notReached) {
      return new Outcome.Refused(notReached.errorClass, notReached.getMessage());
    }
    return new Outcome.Refused("unreachable", cause.getClass().getSimpleName());
  }

  public String errorClass() {
    return errorClass;
  }

  @Override
  public String getMessage() {
    String text = super.getMessage();
    return text == null ? errorClass : text;
  }
}
