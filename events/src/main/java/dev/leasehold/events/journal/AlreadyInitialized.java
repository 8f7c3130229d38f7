package dev.leasehold.events.journal;

/// A log that should be empty is not, or another node has begun it first: nothing is begun here.
public final class AlreadyInitialized extends RuntimeException {
  private static final long serialVersionUID = 1;

  public AlreadyInitialized(String message) {
    super(message);
  }
}
