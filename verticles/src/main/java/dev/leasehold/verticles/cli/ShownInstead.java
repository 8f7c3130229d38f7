package dev.leasehold.verticles.cli;

/// Ends a command that was asked to show its request instead of sending it. The message is what to
/// show: a `curl` command or a policy; it names the token's source and never the token.
final class ShownInstead extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ShownInstead(String shown) {
    super(shown);
  }
}
