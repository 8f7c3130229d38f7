package dev.leasehold.verticles.cli;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;

/// Moves a mount and waits until it has moved: `secrets move FROM TO`, `auth move FROM TO`.
abstract class MoveCommand extends ClientCommand {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  private final String thing;

  private MoveCommand(String thing) {
    this.thing = thing;
  }

  /// Moves a secrets engine.
  @Command(name = "move", description = "Move a secrets engine to another path.")
  static final class Secrets extends MoveCommand {
    Secrets() {
      super("secrets engine");
    }
  }

  /// Moves an auth method; its paths start with `auth/`.
  @Command(name = "move", description = "Move an auth method to another path.")
  static final class Auth extends MoveCommand {
    Auth() {
      super("auth method");
    }
  }

  @Override
  final int run() {
    List<String> paths = arguments(2).stream().map(GoPath::withEndSlash).toList();
    String move = "%s %s to %s".formatted(thing, paths.getFirst(), paths.getLast());
    Json body = new Json.Members().with("from", paths.getFirst()).with("to", paths.getLast());
    ApiClient client = client();
    String id =
        attempt("Error moving " + move, () -> client.data(ApiCall.of("POST", "sys/remount", body)))
            .text("migration_id");
    String named = move + ", with migration ID " + id;
    printer().line("Started moving " + named);
    while (true) {
      String lead = "Error checking migration status of " + move;
      ApiCall look = ApiCall.of("GET", "sys/remount/status/" + id);
      Json.Members info = attempt(lead, () -> client.data(look)).object("migration_info");
      switch (info == null ? "" : info.text("status")) {
        case "success" -> {
          printer().line("Success! Finished moving " + named);
          return 0;
        }
        case "failure" -> {
          printer().complain("Failure! Error encountered moving " + named);
          return 0;
        }
        default -> {
          printer().line("Waiting for terminal status in migration of " + named);
          terminal().pause().accept(BETWEEN_LOOKS);
        }
      }
    }
  }
}
