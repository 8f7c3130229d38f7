package dev.leasehold.verticles;

import dev.leasehold.crypto.secret.SecureEntropy;
import dev.leasehold.verticles.cli.Leasehold;
import dev.leasehold.verticles.cli.Terminal;
import dev.leasehold.verticles.node.Surroundings;
import dev.leasehold.verticles.process.Running;
import java.time.InstantSource;
import java.util.List;

/// The program: runs the command that its arguments name and ends with that command's exit code.
public final class Main {
  /// How the flags begin that have a server keep a log; a command that always does is among them.
  private static final List<String> LOGGED = List.of("dev", "-config", "--config", "-dev-embedded");

  private Main() {}

  /// Runs one command on the calling thread.
  public static void main(String[] arguments) {
    if (arguments.length > 0 && startsBroker(List.of(arguments))) {
      Running.prepare();
    }
    Surroundings surroundings =
        new Surroundings(new SecureEntropy(), InstantSource.system(), System::nanoTime);
    System.exit(Leasehold.run(Terminal.ofProcess(), surroundings, arguments));
  }

  /// Whether a broker is to be started, as far as one can tell without reading the command line; to
  /// be wrong costs time and nothing else.
  private static boolean startsBroker(List<String> arguments) {
    return (arguments.getFirst().equals("server") || arguments.getFirst().equals("dev"))
        && arguments.stream().anyMatch(each -> LOGGED.stream().anyMatch(each::startsWith));
  }
}
