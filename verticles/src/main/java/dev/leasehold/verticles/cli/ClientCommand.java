package dev.leasehold.verticles.cli;

import dev.leasehold.verticles.node.Surroundings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What the commands that talk to a server share: the flags for the connection, the arguments, and
/// how an answer or a failure becomes text and an exit code. A command says in `run` what to send
/// and what to print; it runs once.
abstract class ClientCommand implements Callable<Integer> {
  private static final List<String> FLAGS_ANYWHERE =
      List.of("output-curl-string", "output-policy", "format", "detailed");

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private ConnectionFlags connection = new ConnectionFlags();

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
    } catch (CommandFailed failed) {
      printer().complain(String.valueOf(failed.getMessage()));
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
    return top().terminal();
  }

  final Surroundings surroundings() {
    return top().surroundings();
  }

  final Printer printer() {
    return new Printer(terminal(), top().format(), top().detailed());
  }

  private Leasehold top() {
    return (Leasehold) spec.root().userObject();
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

  /// Returns the only argument, or the empty string where there is none.
  final String optionalArgument() {
    if (arguments.size() > 1) {
      throw CommandFailed.usage(
          "Too many arguments (expected 0-1, got %d)".formatted(arguments.size()));
    }
    return arguments.isEmpty() ? "" : arguments.getFirst().strip();
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
