package dev.leasehold.verticles;

import dev.leasehold.verticles.cli.Leasehold;
import dev.leasehold.verticles.cli.Terminal;

/// The program: runs the command that its arguments name and ends with that command's exit code.
public final class Main {
  private Main() {}

  /// Runs one command on the calling thread.
  public static void main(String[] arguments) {
    System.exit(Leasehold.run(Terminal.ofProcess(), arguments));
  }
}
