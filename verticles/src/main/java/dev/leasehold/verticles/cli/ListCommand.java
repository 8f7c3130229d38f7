package dev.leasehold.verticles.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Lists the names below a path: `list PATH`.
@Command(name = "list", description = "List the names below a path.")
final class ListCommand extends FormattedCommand {
  /// Read from the whole line by `Leasehold`, since it counts wherever it stands.
  @Option(names = "-detailed", description = "Show what is known of each name.")
  @SuppressWarnings("UnusedVariable")
  private boolean detailed;

  @Override
  int run() {
    String path = GoPath.sanitize(argument());
    ApiClient client = client();
    Answer answer = attempt("Error listing " + path, () -> Found.of(client.list(path))).answer();
    if (answer != null && answer.data() == null && !answer.isWrapped() && printer().isTable()) {
      return printer().answer(answer);
    }
    return print(printer(), answer, path);
  }

  /// Prints the names in an answer; without any it says so, or prints `{}`, with exit code 2.
  static int print(Printer printer, @Nullable Answer answer, String path) {
    if (answer != null && answer.isWrapped()) {
      return printer.answer(answer);
    }
    if (answer != null && answer.keys() != null) {
      return printer.list(answer);
    }
    if (!printer.isTable()) {
      printer.data(new Json.Members());
      return 2;
    }
    boolean nothing = answer == null || answer.data() == null;
    throw CommandFailed.answered((nothing ? "No value" : "No entries") + " found at " + path);
  }
}
