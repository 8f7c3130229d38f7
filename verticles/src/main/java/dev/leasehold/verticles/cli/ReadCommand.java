package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Reads a path: `read PATH [K=V...]`, the pairs as a query.
@Command(name = "read", description = "Read a secret, credentials or a configuration.")
final class ReadCommand extends FormattedCommand {
  @Option(names = "-field", description = "Print only this field.")
  private String field = "";

  @Override
  boolean mayPrintRaw() {
    return true;
  }

  @Override
  int run() {
    if (arguments().isEmpty()) {
      arguments(1);
    }
    ApiClient client = client();
    String path = GoPath.sanitize(arguments().getFirst());
    List<String> pairs = arguments().subList(1, arguments().size());
    Map<String, List<String>> query =
        parsed("Failed to parse K=V data", () -> KeyValues.lists(pairs, terminal().in()));
    if (printer().format() == Format.RAW) {
      return raw(client, path, query);
    }
    Answer answer =
        attempt("Error reading " + path, () -> Found.of(client.read(path, query))).answer();
    if (answer == null) {
      throw CommandFailed.answered("No value found at " + path);
    }
    return printer().answer(answer, field);
  }

  private int raw(ApiClient client, String path, Map<String, List<String>> query) {
    ApiClient.Reply reply =
        attempt(
            "Error reading: " + path, () -> client.succeed(new ApiCall("GET", path, query, null)));
    printer().line(reply.body());
    return 0;
  }
}
