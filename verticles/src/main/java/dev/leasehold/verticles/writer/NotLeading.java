package dev.leasehold.verticles.writer;

/// This node may not write, or no longer: what was asked was not done, or was done by a commit that
/// the log did not accept.
public final class NotLeading extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotLeading(String message) {
    super(message, null, false, false);
  }
}
