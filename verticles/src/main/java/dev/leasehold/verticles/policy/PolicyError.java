package dev.leasehold.verticles.policy;

/// A policy that cannot be read. The message is for the client, in Vault's words, complete with
/// `failed to parse policy: ` and, where Vault has one, the place.
public final class PolicyError extends RuntimeException {
  private static final long serialVersionUID = 1;

  PolicyError(String text) {
    super("failed to parse policy: " + text);
  }

  PolicyError(String text, Throwable cause) {
    super("failed to parse policy: " + text, cause);
  }
}
