package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Writes to a path: `write [-force] PATH [K=V...]`.
@Command(name = "write", description = "Write data, a configuration or a secret.")
final class WriteCommand extends FormattedCommand {
  @Option(names = "-field", description = "Print only this field of the answer.")
  private String field = "";

  @Option(
      names = {"-force", "-f"},
      description = "Write without data.")
  private boolean force;

  @Override
  int run() {
    checkData(this, force);
    String path = GoPath.sanitize(arguments().getFirst());
    Json body = body(this, arguments().subList(1, arguments().size()));
    ApiClient client = client();
    return show(this, client, path, field, () -> Found.of(client.write(path, body)));
  }

  /// Refuses a line without a path, or without data that nobody forces.
  static void checkData(ClientCommand command, boolean force) {
    if (command.arguments().isEmpty()) {
      command.arguments(1);
    }
    if (command.arguments().size() == 1 && !force) {
      throw CommandFailed.usage("Must supply data or use -force");
    }
  }

  /// Returns the pairs as a body: the value `null` where there are none.
  static Json body(ClientCommand command, List<String> pairs) {
    return parsed(
        "Failed to parse K=V data",
        () -> {
          Json.Members data = KeyValues.parse(pairs, command.terminal().in());
          return data == null ? new Json.Null() : data;
        });
  }

  /// Makes the request and shows its answer, after a second factor where it needs one.
  static int show(
      ClientCommand command, ApiClient client, String path, String field, Supplier<Found> request) {
    Answer answer = attempt("Error writing data to " + path, request).answer();
    if (answer == null) {
      command.printer().success("Success! Data written to: " + path);
      return 0;
    }
    return command.printer().answer(SecondFactor.settle(command, client, answer), field);
  }
}
