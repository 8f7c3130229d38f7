package dev.leasehold.verticles.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Writes to a path: `write [-force] PATH [K=V...]`.
@Command(name = "write", description = "Write data, a configuration or a secret.")
final class WriteCommand extends ClientCommand {
  @Option(names = "-field", description = "Print only this field of the answer.")
  private String field = "";

  @Option(
      names = {"-force", "-f"},
      description = "Write without data.")
  private boolean force;

  @Override
  int run() {
    if (arguments().isEmpty()) {
      arguments(1);
    }
    if (arguments().size() == 1 && !force) {
      throw CommandFailed.usage("Must supply data or use -force");
    }
    String path = GoPath.sanitize(arguments().getFirst());
    List<String> pairs = arguments().subList(1, arguments().size());
    Json body =
        parsed(
            "Failed to parse K=V data",
            () -> {
              Json.Members data = KeyValues.parse(pairs, terminal().in());
              return data == null ? new Json.Null() : data;
            });
    ApiClient client = client();
    @Nullable Answer answer =
        attempt("Error writing data to " + path, () -> Found.of(client.write(path, body))).answer();
    if (answer == null) {
      printer().success("Success! Data written to: " + path);
      return 0;
    }
    answer = SecondFactor.settle(this, client, answer);
    return printer().answer(answer, field);
  }
}
