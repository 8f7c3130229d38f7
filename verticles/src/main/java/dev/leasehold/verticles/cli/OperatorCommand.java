package dev.leasehold.verticles.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What those who run the server do. Here are `operator unseal`, `seal`, `step-down` and `members`;
/// the others have files of their own, and `operator rebuild` needs no server.
@Command(
    name = "operator",
    description = "Initialize, unseal and seal the server, and look after its keys.",
    subcommands = {
      OperatorInitCommand.class,
      OperatorCommand.Unseal.class,
      OperatorCommand.Seal.class,
      OperatorRekeyCommand.class,
      OperatorGenerateRootCommand.class,
      OperatorKeysCommand.Rotate.class,
      OperatorKeysCommand.Status.class,
      OperatorCommand.Members.class,
      OperatorCommand.StepDown.class,
      OperatorRebuildCommand.class
    })
final class OperatorCommand {
  /// Hands in one share of the unseal key: asked for without echo, read from the input with `-`,
  /// or, for automatons, the argument.
  @Command(name = "unseal", description = "Hand in one share of the unseal key.")
  static final class Unseal extends FormattedCommand {
    @Option(names = "-reset", description = "Forget the shares handed in so far.")
    private boolean reset;

    @Option(names = "-migrate", description = "Agree to move to another seal.")
    private boolean migrate;

    @Override
    int run() {
      if (arguments().size() > 1) {
        arguments(1);
      }
      ApiClient client = client();
      if (reset) {
        Json body = new Json.Members().with("reset", true);
        return send("Error resetting unseal process", client, body);
      }
      String share = arguments().isEmpty() ? "" : arguments().getFirst().strip();
      if (share.equals("-")) {
        share = fromInput();
      }
      if (share.isEmpty()) {
        share = ask();
      }
      Json.Members body = new Json.Members().with("key", share).with("reset", false);
      return send("Error unsealing", client, body.with("migrate", migrate));
    }

    private int send(String lead, ApiClient client, Json body) {
      Json.Members status = attempt(lead, () -> client.bare(ApiCall.of("PUT", "sys/unseal", body)));
      return SealStatus.print(printer(), client, status);
    }

    private String fromInput() {
      return parsed(
          "Failed to read the unseal key",
          () -> new String(terminal().in().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    private String ask() {
      terminal().out().print("Unseal Key (will be hidden): ");
      terminal().out().flush();
      Optional<String> typed = connection().mayAsk() ? terminal().hidden().get() : Optional.empty();
      if (typed.isEmpty()) {
        terminal().out().println();
        throw CommandFailed.usage(
            GoText.wrap(
                "An error occurred attempting to ask for an unseal key. The raw error message is"
                    + " shown below, but usually this is because you attempted to pipe a value into"
                    + " the unseal command or you are executing outside of a terminal (tty). You"
                    + " should run the unseal command from a terminal for maximum security. If this"
                    + " is not an option, the unseal key can be provided as the first argument to"
                    + " the unseal command. The raw error was:  "
                    + LoginRequest.NOT_A_TERMINAL));
      }
      return typed.get().strip();
    }
  }

  /// Seals the server.
  @Command(name = "seal", description = "Seal the server.")
  static final class Seal extends ClientCommand {
    @Override
    int run() {
      arguments(0);
      ApiClient client = client();
      attempt("Error sealing", () -> Found.of(client.call(ApiCall.of("PUT", "sys/seal"))));
      printer().line("Success! Vault is sealed.");
      return 0;
    }
  }

  /// Lists the nodes of the cluster.
  @Command(name = "members", description = "List the nodes of the cluster.")
  static final class Members extends FormattedCommand {
    private static final Json.Members NODE =
        new Json.Members()
            .with("hostname", "")
            .with("api_address", "")
            .with("cluster_address", "")
            .with("active_node", false)
            .with("last_echo", new Json.Null())
            .with("version", "");

    @Override
    int run() {
      ApiClient client = client();
      Json.Members answer;
      try {
        answer = client.bare(ApiCall.of("GET", "sys/ha-status"));
      } catch (RequestFailed failed) {
        throw CommandFailed.answered(String.valueOf(failed.getMessage()));
      }
      List<Json.Members> nodes = answer.objects("nodes");
      if (!printer().isTable()) {
        List<Json> shown = nodes.stream().map(Members::json).toList();
        return printer().data(new Json.Members().with("Nodes", new Json.Array(shown)));
      }
      Columns columns =
          Columns.of(
              "Host Name",
              "API Address",
              "Cluster Address",
              "Active Node",
              "Version",
              "Upgrade Version",
              "Redundancy Zone",
              "Last Echo");
      nodes.forEach(node -> add(columns, node));
      printer().line(columns.toString());
      return 0;
    }

    private static Json json(Json.Members node) {
      Json.Members shown = node.shapedAs(NODE);
      for (String name : List.of("upgrade_version", "redundancy_zone")) {
        if (!node.text(name).isEmpty()) {
          shown.with(name, node.text(name));
        }
      }
      return shown;
    }

    private static void add(Columns columns, Json.Members node) {
      columns.row(
          node.text("hostname"),
          node.text("api_address"),
          node.text("cluster_address"),
          Boolean.toString(node.flag("active_node")),
          node.text("version"),
          node.text("upgrade_version"),
          node.text("redundancy_zone"),
          node.text("last_echo").replaceFirst("\\.\\d+", ""));
    }
  }

  /// Makes the server hand over its lead.
  @Command(name = "step-down", description = "Make the server hand over its lead.")
  static final class StepDown extends ClientCommand {
    @Override
    int run() {
      arguments(0);
      ApiClient client = client();
      attempt(
          "Error stepping down", () -> Found.of(client.call(ApiCall.of("PUT", "sys/step-down"))));
      printer().line("Success! Stepped down: " + client.connection().address());
      return 0;
    }
  }
}
