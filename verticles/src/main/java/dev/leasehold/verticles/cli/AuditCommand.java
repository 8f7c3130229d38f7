package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Audit devices: `audit enable`, `audit disable`, `audit list`.
@Command(
    name = "audit",
    description = "Enable, disable and list audit devices.",
    subcommands = {
      AuditCommand.Enable.class,
      AuditCommand.Disable.class,
      AuditCommand.Devices.class
    })
final class AuditCommand {
  /// Enables a device: `audit enable TYPE [K=V...]`.
  @Command(name = "enable", description = "Enable an audit device.")
  static final class Enable extends ClientCommand {
    @Option(names = "-description", description = "What it is for, for people.")
    private String description = "";

    @Option(names = "-path", description = "Its name, if not its type.")
    private String path = "";

    @Option(names = "-local", description = "Do not replicate it.")
    private boolean local;

    @Override
    int run() {
      if (arguments().isEmpty()) {
        throw CommandFailed.usage(
            "Error enabling audit device: audit type missing. Valid types include 'file',"
                + " 'socket' and 'syslog'.");
      }
      String type = arguments().getFirst().strip();
      String device = GoPath.withEndSlash(path.isEmpty() ? type : path);
      List<String> pairs = arguments().subList(1, arguments().size());
      Map<String, String> options =
          parsed("Failed to parse K=V data", () -> KeyValues.strings(pairs, terminal().in()));
      Json body =
          new Json.Members()
              .with("type", type)
              .with("description", description)
              .with("options", Json.texts(options))
              .with("local", local);
      ApiClient client = client();
      attempt(
          "Error enabling audit device", () -> Found.of(client.write("sys/audit/" + device, body)));
      printer().line("Success! Enabled the " + type + " audit device at: " + device);
      return 0;
    }
  }

  /// Disables a device: `audit disable PATH`.
  @Command(name = "disable", description = "Disable an audit device.")
  static final class Disable extends ClientCommand {
    @Override
    int run() {
      String device = GoPath.withEndSlash(GoPath.sanitize(argument()));
      ApiClient client = client();
      attempt(
          "Error disabling audit device",
          () -> Found.of(client.call(ApiCall.of("DELETE", "sys/audit/" + device))));
      printer().line("Success! Disabled audit device (if it was enabled) at: " + device);
      return 0;
    }
  }

  /// Lists the devices; exit code 2 where there is none.
  @Command(name = "list", description = "List the audit devices.")
  static final class Devices extends FormattedCommand {
    private static final Json.Members DEVICE =
        new Json.Members()
            .with("type", "")
            .with("description", "")
            .with("options", new Json.Null())
            .with("local", false)
            .with("path", "");

    @Option(names = "-detailed", description = "Show their options too.")
    private boolean detailed;

    @Override
    int run() {
      arguments(0);
      ApiClient client = client();
      Answer answer =
          attempt(
                  "Error listing audits",
                  () -> Found.of(client.call(ApiCall.of("GET", "sys/audit"))))
              .answer();
      if (answer == null || answer.data() == null) {
        throw CommandFailed.answered("Error listing audits: data from server response is empty");
      }
      if (!printer().isTable()) {
        Json.Members devices = new Json.Members();
        new TreeMap<>(answer.data().values())
            .forEach((path, value) -> {
              if (value instanceof Json.Members device) {
                devices.with(path, device.shapedAs(DEVICE));
              }
            });
        return printer().data(devices);
      }
      Columns columns =
          detailed
              ? Columns.of("Path", "Type", "Description", "Replication", "Options")
              : Columns.of("Path", "Type", "Description");
      new TreeMap<>(answer.data().values())
          .forEach((path, value) -> {
            if (value instanceof Json.Members device) {
              add(columns, path, device);
            }
          });
      printer().line(columns.isEmpty() ? "No audit devices are enabled." : columns.toString());
      return columns.isEmpty() ? 2 : 0;
    }

    private void add(Columns columns, String path, Json.Members device) {
      String type = device.text("type");
      String description = device.text("description");
      if (!detailed) {
        columns.row(path, type, description);
        return;
      }
      Json.Members options = device.object("options");
      StringBuilder shown = new StringBuilder();
      if (options != null) {
        new TreeMap<>(options.values())
            .forEach((name, value) ->
                shown.append(name).append('=').append(GoText.value(value)).append(' '));
      }
      String replication = device.flag("local") ? "local" : "replicated";
      columns.row(path, type, description, replication, shown.toString());
    }
  }
}
