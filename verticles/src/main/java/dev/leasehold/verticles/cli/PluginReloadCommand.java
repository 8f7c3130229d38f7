package dev.leasehold.verticles.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts plugins anew: `plugin reload -plugin=NAME`, or `-mounts=PATH` for those of some mounts.
@Command(name = "reload", description = "Start plugins anew.")
final class PluginReloadCommand extends ClientCommand {
  @Option(names = "-plugin", description = "The plugin's name.")
  private String plugin = "";

  @Option(names = "-mounts", description = "A mount whose plugin it is; repeatable.")
  private List<String> mounts = new ArrayList<>();

  @Option(names = "-scope", description = "global for the whole cluster.")
  private String scope = "";

  @Override
  int run() {
    if (plugin.isEmpty() == mounts.isEmpty()) {
      throw CommandFailed.usage(
          plugin.isEmpty()
              ? "Not enough arguments (expected 1, got %d)".formatted(arguments().size())
              : "Too many arguments (expected 1, got %d)".formatted(arguments().size()));
    }
    if (!scope.isEmpty() && !scope.equals("global")) {
      printer().complain("Invalid reload scope: " + scope);
    }
    ApiClient client = client();
    Json body =
        new Json.Members()
            .with("plugin", plugin)
            .with("mounts", mounts.isEmpty() ? new Json.Null() : Json.texts(mounts))
            .with("scope", scope);
    ApiCall call = ApiCall.of("PUT", "sys/plugins/reload/backend", body);
    Answer answer =
        attempt("Error reloading plugin/mounts", () -> Found.of(client.call(call))).answer();
    Json.Members data = answer == null ? null : answer.data();
    String id = data == null || !scope.equals("global") ? "" : data.text("reload_id");
    String what =
        mounts.isEmpty() ? "plugin: " + plugin : "mounts: [" + String.join(" ", mounts) + "]";
    printer()
        .line(
            id.isEmpty()
                ? "Success! Reloaded " + what
                : "Success! Reloading " + what + ", reload_id: " + id);
    return 0;
  }
}
