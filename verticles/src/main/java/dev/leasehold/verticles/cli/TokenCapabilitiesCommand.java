package dev.leasehold.verticles.cli;

import java.util.List;
import picocli.CommandLine.Command;

/// Shows what a token may do at a path: `token capabilities [TOKEN] PATH`.
@Command(name = "capabilities", description = "Show what a token may do at a path.")
final class TokenCapabilitiesCommand extends FormattedCommand {
  @Override
  int run() {
    int count = arguments().size();
    if (count < 1 || count > 2) {
      throw CommandFailed.usage(
          "%s arguments (expected 1-2, got %d)"
              .formatted(count < 1 ? "Not enough" : "Too many", count));
    }
    ApiClient client = client();
    String own = client.connection().token();
    String token = count == 1 ? own : arguments().getFirst();
    String asked = arguments().getLast();
    Json body = new Json.Members().with("path", asked).with("token", token);
    String path = "sys/capabilities" + (token.isEmpty() || token.equals(own) ? "-self" : "");
    Json.Members data =
        attempt("Error listing capabilities", () -> client.data(ApiCall.of("POST", path, body)));
    List<String> found =
        data.texts(asked).isEmpty() ? data.texts("capabilities") : data.texts(asked);
    if (found.isEmpty()) {
      throw CommandFailed.usage("No capabilities found");
    }
    if (!printer().isTable()) {
      return printer().data(Json.texts(found));
    }
    printer().line(String.join(", ", found.stream().sorted().toList()));
    return 0;
  }
}
