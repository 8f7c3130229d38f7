package dev.leasehold.verticles.request;

/// Our doing: the client gets an id and the log gets the rest. The message holds no secret.
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Fault(String message) {
    super(message);
  }

  public Fault(String message, Throwable cause) {
    super(message, cause);
  }
}
