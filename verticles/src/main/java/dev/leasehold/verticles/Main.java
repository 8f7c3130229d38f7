package dev.leasehold.verticles;

import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.cli.Leasehold;
import dev.leasehold.verticles.cli.Terminal;
import dev.leasehold.verticles.node.Surroundings;
import dev.leasehold.verticles.process.Running;
import java.time.InstantSource;
import java.util.Set;

/// The program: runs the command that its arguments name and ends with that command's exit code.
public final class Main {
  private static final Set<String> SERVERS = Set.of("server", "dev");

  private Main() {}

  /// Runs one command on the calling thread.
  public static void main(String[] arguments) {
    if (arguments.length > 0 && SERVERS.contains(arguments[0])) {
      Running.prepare();
    }
    Surroundings surroundings =
        new Surroundings(new SecureEntropy(), InstantSource.system(), System::nanoTime);
    System.exit(Leasehold.run(Terminal.ofProcess(), surroundings, arguments));
  }
}
