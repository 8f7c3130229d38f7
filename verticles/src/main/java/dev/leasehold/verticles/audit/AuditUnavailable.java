package dev.leasehold.verticles.audit;

/// A request could not be audited, in time or at all: its answer must not leave (503).
public final class AuditUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// The message is a fixed text and holds nothing of the request.
  public AuditUnavailable(String message) {
    super(message, null, false, false);
  }
}
