package dev.leasehold.verticles.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The catalog of plugins. Here are `plugin list` and `plugin info`, which read it.
@Command(
    name = "plugin",
    description = "Show and change the catalog of plugins.",
    subcommands = {
      PluginCommand.Names.class,
      PluginCommand.Info.class,
      PluginChangeCommand.Register.class,
      PluginChangeCommand.Deregister.class,
      PluginReloadCommand.class
    })
final class PluginCommand {
  /// Lists the plugins of a type, or of all.
  @Command(name = "list", description = "List the plugins.")
  static final class Names extends FormattedCommand {
    private static final Set<String> IF_SET = Set.of("version", "deprecation_status");

    private static final Json.Members DETAILS =
        new Json.Members()
            .with("type", "")
            .with("name", "")
            .with("version", "")
            .with("builtin", false)
            .with("deprecation_status", "");

    @Option(names = "-detailed", description = "Show what is known of each.")
    private boolean detailed;

    @Override
    int run() {
      if (arguments().size() > 1) {
        throw CommandFailed.usage(
            "Too many arguments (expected 0 or 1, got %d)".formatted(arguments().size()));
      }
      String typed = arguments().isEmpty() ? "" : arguments().getFirst().strip();
      String type = typed.isEmpty() ? "" : PluginKind.named(typed, "Error parsing type: ");
      ApiClient client = client();
      Json.Members data =
          attempt(
              "Error listing available plugins",
              () -> client.data(ApiCall.of("GET", "sys/plugins/catalog")));
      List<Json.Members> found =
          data.objects("detailed").stream()
              .filter(one -> type.isEmpty() || one.text("type").equals(type))
              .toList();
      if (printer().isTable()) {
        printer().line(table(found, type.isEmpty()).toString());
        return 0;
      }
      return printer().data(json(data, found, type));
    }

    private Columns table(List<Json.Members> found, boolean allTypes) {
      Columns columns =
          detailed
              ? Columns.of("Name", "Type", "Version", "Deprecation Status")
              : allTypes ? Columns.of("Name", "Type", "Version") : Columns.of("Name", "Version");
      for (Json.Members one : found) {
        List<String> cells = new ArrayList<>(List.of(one.text("name")));
        if (detailed || allTypes) {
          cells.add(one.text("type"));
        }
        cells.add(one.text("version"));
        if (detailed) {
          cells.add(one.text("deprecation_status"));
        }
        columns.row(cells.toArray(String[]::new));
      }
      return columns;
    }

    private static Json json(Json.Members data, List<Json.Members> found, String type) {
      Map<String, Json> byName = new TreeMap<>();
      for (String kind : type.isEmpty() ? PluginKind.ALL : List.of(type)) {
        if (data.member(kind) != null) {
          byName.put(kind, Json.texts(data.texts(kind)));
        }
      }
      byName.put("details", new Json.Array(found.stream().map(Names::details).toList()));
      return new Json.Members(byName);
    }

    private static Json details(Json.Members one) {
      Json.Members details = one.shapedAs(DETAILS);
      details
          .values()
          .entrySet()
          .removeIf(member ->
              IF_SET.contains(member.getKey()) && member.getValue().equals(new Json.Text("")));
      return details;
    }
  }

  /// Shows one plugin.
  @Command(name = "info", description = "Show what is known of a plugin.")
  static final class Info extends FormattedCommand {
    private static final Json.Members PLUGIN =
        new Json.Members()
            .with("args", new Json.Null())
            .with("builtin", false)
            .with("command", "")
            .with("deprecation_status", "")
            .with("name", "")
            .with("sha256", "")
            .with("version", "");

    @Option(names = "-field", description = "Print only this field.")
    private String field = "";

    @Option(names = "-version", description = "The version of the plugin.")
    private String version = "";

    @Override
    int run() {
      List<String> named = PluginChangeCommand.typeAndName(this, "expected 1 or 2, got");
      ApiClient client = client();
      String type = PluginKind.named(named.getFirst(), "");
      String name = named.getLast().strip();
      Map<String, List<String>> query =
          version.isEmpty() ? Map.of() : Map.of("version", List.of(version));
      ApiCall call = new ApiCall("GET", PluginKind.path(type, name), query, null);
      Json.Members plugin =
          attempt("Error reading plugin named " + name, () -> client.data(call)).shapedAs(PLUGIN);
      return field.isEmpty()
          ? printer().data(plugin)
          : printer().bare(plugin.values().get(field), field);
    }
  }
}
