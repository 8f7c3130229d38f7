package dev.leasehold.verticles.cli;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Takes one share of a key from a person: the argument itself, the input where the argument is
/// `-`, or, without an argument, what is typed at the terminal without echo.
record KeyPrompt(ClientCommand command, String kind) {
  /// A share, and the nonce of the operation that it is meant for.
  record Share(String key, String nonce) {}

  /// Takes the share. What is typed is for the operation at hand; else the nonce must be given.
  ///
  /// @param before what to say before asking
  /// @throws CommandFailed if there is no share or no nonce
  Share take(String argument, String nonceFlag, String nonce, String before) {
    boolean typed = argument.isEmpty();
    String key = argument.equals("-") ? fromInput() : typed ? ask(before) : argument;
    String meant = typed ? nonce : nonceFlag;
    if (meant.isEmpty()) {
      throw CommandFailed.usage("Missing nonce value: specify it via the -nonce flag");
    }
    return new Share(key.strip(), meant);
  }

  private String fromInput() {
    return ClientCommand.parsed(
        "Failed to read from stdin",
        () -> new String(command.terminal().in().readAllBytes(), StandardCharsets.UTF_8));
  }

  private String ask(String before) {
    Terminal terminal = command.terminal();
    terminal.out().println(before);
    terminal.out().print(kind + " Key (will be hidden): ");
    terminal.out().flush();
    Optional<String> typed =
        command.connection().mayAsk() ? terminal.hidden().get() : Optional.empty();
    if (typed.isPresent()) {
      return typed.get();
    }
    terminal.out().println();
    throw CommandFailed.usage(
        GoText.wrap(
            ("An error occurred attempting to ask for the %s key. The raw error message is shown"
                    + " below, but usually this is because you attempted to pipe a value into the"
                    + " command or you are executing outside of a terminal (tty). If you want to"
                    + " pipe the value, pass \"-\" as the argument to read from stdin. The raw"
                    + " error was: "
                    + LoginRequest.NOT_A_TERMINAL)
                .formatted(kind.toLowerCase(Locale.ROOT))));
  }
}
