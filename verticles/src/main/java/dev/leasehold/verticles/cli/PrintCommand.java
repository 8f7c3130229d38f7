package dev.leasehold.verticles.cli;

import picocli.CommandLine.Command;

/// Shows what the commands would use: `print token`.
@Command(
    name = "print",
    description = "Show what the commands would use.",
    subcommands = PrintCommand.Token.class)
final class PrintCommand {
  /// Shows the token: that of the environment, else the one that `login` keeps.
  @Command(name = "token", description = "Show the token that is in use.")
  static final class Token extends FormattedCommand {
    @Override
    int run() {
      printer().line(client().connection().token());
      return 0;
    }
  }
}
