package dev.leasehold.verticles.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Changes the catalog of plugins: `plugin register`, `plugin deregister`.
final class PluginChangeCommand {
  /// A semantic version, with or without its `v`.
  private static final Pattern VERSION =
      Pattern.compile("v?\\d+(\\.\\d+)*(-[0-9A-Za-z.~-]+)?(\\+[0-9A-Za-z.~-]+)?");

  private PluginChangeCommand() {}

  /// Returns the type and the name that the arguments give; the type may be left out.
  static List<String> typeAndName(ClientCommand command, String expected) {
    List<String> given = command.arguments();
    if (given.isEmpty() || given.size() > 2) {
      throw CommandFailed.usage(
          "%s arguments (%s %d)"
              .formatted(given.isEmpty() ? "Not enough" : "Too many", expected, given.size()));
    }
    return given.size() == 2 ? given : List.of("unknown", given.getFirst());
  }

  /// Registers a plugin.
  @Command(name = "register", description = "Register a plugin.")
  static final class Register extends ClientCommand {
    @Option(names = "-args", description = "An argument for its command; repeatable.")
    private List<String> args = new ArrayList<>();

    @Option(names = "-command", description = "The command that runs it, if not its name.")
    private String command = "";

    @Option(names = "-sha256", description = "The checksum of its binary.")
    private String checksum = "";

    @Option(names = "-version", description = "Its version.")
    private String version = "";

    @Override
    int run() {
      List<String> named = typeAndName(this, "expected 1 or 2, got");
      if (checksum.isEmpty()) {
        throw CommandFailed.usage("SHA256 is required for all plugins, please provide -sha256");
      }
      ApiClient client = client();
      String type = PluginKind.named(named.getFirst(), "");
      String name = named.getLast().strip();
      Json.Members body = new Json.Members().with("type", type.isEmpty() ? "unknown" : type);
      MountFlags.add(body, "args", args);
      body.with("command", command.isEmpty() ? name : command).with("sha256", checksum);
      MountFlags.add(body, "version", version);
      attempt(
          "Error registering plugin " + name,
          () -> Found.of(client.call(ApiCall.of("PUT", PluginKind.path(type, name), body))));
      printer().line("Success! Registered plugin: " + name);
      return 0;
    }
  }

  /// Takes a plugin out of the catalog.
  @Command(name = "deregister", description = "Take a plugin out of the catalog.")
  static final class Deregister extends ClientCommand {
    @Option(names = "-version", description = "Its version.")
    private String version = "";

    @Override
    int run() {
      List<String> named = typeAndName(this, "expected 1, or 2, got");
      ApiClient client = client();
      String type = PluginKind.named(named.getFirst(), "");
      String name = named.getLast().strip();
      if (!version.isEmpty() && !VERSION.matcher(version).matches()) {
        throw CommandFailed.answered(
            "version %s is not a valid semantic version: Malformed version: %s"
                .formatted(GoText.quote(version), version));
      }
      Map<String, List<String>> query = Map.of("version", List.of(version));
      ApiCall call = new ApiCall("DELETE", PluginKind.path(type, name), query, null);
      attempt("Error deregistering plugin named " + name, () -> Found.of(client.call(call)));
      printer().line("Success! Deregistered plugin (if it was registered): " + name);
      return 0;
    }
  }
}
