package dev.leasehold.verticles;

import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.cli.Leasehold;
import dev.leasehold.verticles.cli.Terminal;
import dev.leasehold.verticles.node.Surroundings;
import java.time.InstantSource;

/// The program: runs the command that its arguments name and ends with that command's exit code.
public final class Main {
  private Main() {}

  /// Runs one command on the calling thread.
  public static void main(String[] arguments) {
    Surroundings surroundings =
        new Surroundings(new SecureEntropy(), InstantSource.system(), System::nanoTime);
    System.exit(Leasehold.run(Terminal.ofProcess(), surroundings, arguments));
  }
}
