package dev.leasehold.verticles.policy;

/// A policy that cannot be read. The message is for the client, in Vault's words, complete with
/// `failed to parse policy: ` and, where Vault has one, the place.
public final class PolicyError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String text;

  PolicyError(String text) {
    super(text);
    this.text = text;
  }

  PolicyError(String text, Throwable cause) {
    super(text, cause);
    this.text = text;
  }

  @Override
  public String getMessage() {
    return "failed to parse policy: " + text;
  }
}
