package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Deletes a path: `delete PATH [K=V...]`, the pairs as a query.
@Command(name = "delete", description = "Delete a secret or a configuration.")
final class DeleteCommand extends FormattedCommand {
  @Option(names = "-field", description = "Print only this field of the answer.")
  private String field = "";

  @Override
  int run() {
    if (arguments().isEmpty()) {
      throw CommandFailed.usage("Not enough arguments (expected at least 1, got 0)");
    }
    ApiClient client = client();
    String path = GoPath.sanitize(arguments().getFirst());
    List<String> pairs = arguments().subList(1, arguments().size());
    Map<String, List<String>> query =
        parsed("Failed to parse string list data", () -> KeyValues.lists(pairs, terminal().in()));
    Answer answer =
        attempt("Error deleting " + path, () -> Found.of(client.delete(path, query))).answer();
    if (answer == null) {
      printer().success("Success! Data deleted (if it existed) at: " + path);
      return 0;
    }
    return printer().answer(answer, field);
  }
}
