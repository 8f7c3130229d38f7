package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// Shows what the server says about a path: `path-help PATH`.
@Command(name = "path-help", description = "Show what the server says about a path.")
final class PathHelpCommand extends FormattedCommand {
  private static final String SEALED =
      """
      Error: Vault is sealed.

      The "path-help" command requires the Vault to be unsealed so that the mount
      points of the secret engines are known.\
      """;

  @Override
  int run() {
    String path = GoPath.sanitize(argument());
    ApiClient client = client();
    Map<String, List<String>> query = Map.of("help", List.of("1"));
    Json.Members help;
    try {
      help = client.bare(new ApiCall("GET", path, query, null));
    } catch (RequestFailed failed) {
      String message = String.valueOf(failed.getMessage());
      throw CommandFailed.answered(
          message.contains("Vault is sealed") ? SEALED : "Error retrieving help: " + message);
    }
    if (printer().format() == Format.JSON) {
      Json openApi = help.member("openapi");
      printer().line(JsonText.compact(openApi == null ? new Json.Null() : openApi.sorted()));
    } else {
      printer().line(help.text("help"));
    }
    return 0;
  }
}
