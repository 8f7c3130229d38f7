package dev.leasehold.verticles.cli;

import java.util.List;
import picocli.CommandLine.Command;

/// Shows which versions the server has run, and since when.
@Command(name = "version-history", description = "Show which versions the server has run.")
final class VersionHistoryCommand extends FormattedCommand {
  private static final String NOTE =
      """

      Note:
      Use of this command requires a server running Vault 1.10.0 or greater.
      Version tracking was added in 1.9.0. Earlier versions have not been tracked.

      """;

  @Override
  int run() {
    ApiClient client = client();
    Answer answer =
        attempt("Error reading version history", () -> Found.of(client.list("sys/version-history")))
            .answer();
    if (answer == null || answer.data() == null) {
      throw CommandFailed.answered("Invalid response returned from Vault");
    }
    printer().warn(NOTE);
    if (printer().format() == Format.JSON) {
      return printer().data(answer.toJson());
    }
    Json.Members about = answer.data().object("key_info");
    Columns columns = Columns.of("Version", "Installation Time", "Build Date");
    for (String version : names(answer.data())) {
      Json.Members one = about == null ? null : about.object(version);
      if (one == null) {
        throw CommandFailed.answered(
            "Expected version info for " + GoText.quote(version) + " to be map");
      }
      columns.row(version, one.text("timestamp_installed"), one.text("build_date"));
    }
    printer().line(columns.toString());
    return 0;
  }

  private static List<String> names(Json.Members data) {
    if (data.member("keys") instanceof Json.Array) {
      return data.texts("keys");
    }
    throw CommandFailed.answered("Expected keys in response to be an array");
  }
}
