package dev.leasehold.verticles.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What the commands that talk to a server share: the flags for the connection and the format, the
/// arguments, and how an answer or a failure becomes text and an exit code. A command says in `run`
/// what to send and what to print; it runs once.
abstract class ClientCommand implements Callable<Integer> {
  private static final List<String> FLAGS_ANYWHERE =
      List.of("output-curl-string", "output-policy", "format", "detailed");

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private ConnectionFlags connection = new ConnectionFlags();

  @Option(
      names = "-format",
      paramLabel = "FORMAT",
      description = "Shape of the output: table, json, yaml or raw (raw for read alone).")
  private String format = "";

  @Parameters(hidden = true)
  private List<String> arguments = new ArrayList<>();

  /// Does the work and returns the exit code.
  ///
  /// @throws CommandFailed to end with a text on the error stream
  abstract int run();

  @Override
  public final Integer call() {
    try {
      if (printer().format() == Format.RAW && !mayPrintRaw()) {
        throw CommandFailed.usage("This command does not support the -format=raw option.");
      }
      warnOfLateFlags();
      return run();
    } catch (CurlRequested curl) {
      terminal().out().println(curl.getMessage());
      return 0;
    } catch (CommandFailed failed) {
      terminal().err().println(failed.getMessage());
      if (failed.answer() != null) {
        printer().answer(failed.answer());
      }
      return failed.exitCode();
    }
  }

  /// Says whether the command can print a body as it came.
  boolean mayPrintRaw() {
    return false;
  }

  final Terminal terminal() {
    return ((Leasehold) spec.root().userObject()).terminal();
  }

  final Printer printer() {
    return new Printer(terminal(), ((Leasehold) spec.root().userObject()).format(format));
  }

  final ConnectionFlags connection() {
    return connection;
  }

  final ApiClient client() {
    return connection.connect(terminal());
  }

  final List<String> arguments() {
    return arguments;
  }

  /// Returns the single argument.
  final String argument() {
    return arguments(1).getFirst();
  }

  /// Returns the arguments, which must be so many.
  final List<String> arguments(int expected) {
    int count = arguments.size();
    if (count != expected) {
      throw CommandFailed.usage(
          "%s arguments (expected %d, got %d)"
              .formatted(count < expected ? "Not enough" : "Too many", expected, count));
    }
    return arguments;
  }

  /// Makes a request; a failure is told after `lead` and a colon, and ends with exit code 2.
  static <T> T attempt(String lead, Supplier<T> request) {
    try {
      return request.get();
    } catch (RequestFailed failed) {
      throw new CommandFailed(2, lead + ": " + failed.getMessage(), failed.answer());
    }
  }

  /// Reads `key=value` arguments; what is wrong with them is told after `lead` and a colon.
  static <T> T parsed(String lead, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw CommandFailed.usage(lead + ": " + e.getMessage());
    }
  }

  private void warnOfLateFlags() {
    List<String> late = new ArrayList<>();
    for (String argument : arguments) {
      String name = argument.replaceFirst("^-+", "").replaceFirst("=.*", "");
      if (argument.length() > 1 && argument.startsWith("-") && !FLAGS_ANYWHERE.contains(name)) {
        late.add(argument);
      }
    }
    if (!late.isEmpty() && printer().isTable()) {
      printer()
          .warn(
              "Command flags must be provided before positional arguments. The following"
                  + " arguments will not be parsed as flags: ["
                  + String.join(",", late)
                  + "]");
    }
  }

  /// Something that reads files or the input.
  interface Reading<T> {
    T read() throws IOException;
  }
}
