package dev.leasehold.verticles.cli;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What those who run the server do: `operator init`, `operator unseal`, `operator seal`, and
/// `operator rebuild`, which needs no server.
@Command(
    name = "operator",
    description = "Initialize, unseal and seal the server.",
    subcommands = {
      OperatorInitCommand.class,
      OperatorCommand.Unseal.class,
      OperatorCommand.Seal.class,
      OperatorRebuildCommand.class
    })
final class OperatorCommand {
  /// Hands in one share of the unseal key: asked for without echo, read from the input with `-`,
  /// or, for automatons, the argument.
  @Command(name = "unseal", description = "Hand in one share of the unseal key.")
  static final class Unseal extends ClientCommand {
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
      Optional<String> typed = terminal().hidden().get();
      if (typed.isEmpty()) {
        terminal().out().println();
        throw CommandFailed.usage(
            GoText.wrap(
                "An error occurred attempting to ask for an unseal key: there is no terminal to"
                    + " ask at. Run the command in a terminal, or pass \"-\" as the argument and"
                    + " the key through the input."));
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
}
