package dev.leasehold.events.journal;

/// A claim has ended, and why. The node may claim anew; what was in flight is settled by reading.
public final class ClaimEnded extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ClaimEnded(String message) {
    super(message);
  }

  public ClaimEnded(String message, Throwable cause) {
    super(message, cause);
  }
}
