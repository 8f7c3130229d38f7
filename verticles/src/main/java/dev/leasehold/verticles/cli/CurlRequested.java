package dev.leasehold.verticles.cli;

/// Ends a command that was asked to print its request as a `curl` command instead of sending it.
/// The message is that command; it names the token's source and never the token.
final class CurlRequested extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CurlRequested(String commandLine) {
    super(commandLine);
  }
}
