package dev.leasehold.verticles.request;

/// A value that is not of the type it is read as. The message is Vault's text, which may repeat the
/// value: it goes back to who sent it and nowhere else. Carries no stack, as it is no accident.
public final class Undecodable extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public Undecodable(String message) {
    super(message);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
