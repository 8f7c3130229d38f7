package dev.leasehold.verticles.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What surrounds a command: its streams, the environment, the home folder and a way to ask without
/// echo. Commands touch the outside only through it and through `ApiClient`, so a test can stand in
/// for a person at a terminal.
///
/// @param interactive whether the output goes to a terminal; a bare field then ends its line
/// @param hidden reads a line without echo, or nothing where there is no terminal to ask at
/// @param pause waits that long, for a command that asks again
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path home,
    boolean interactive,
    Supplier<Optional<String>> hidden,
    Consumer<Duration> pause) {

  /// Returns this process's own terminal. The launcher says in a system property whether the output
  /// is one, which Java cannot see alone.
  public static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    return new Terminal(
        System.in,
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        environment,
        Path.of(home),
        Boolean.getBoolean("leasehold.terminal"),
        Terminal::readHidden,
        Terminal::sleep);
  }

  /// Returns our variable of that name (`LEASEHOLD_ADDR`), else Vault's (`VAULT_ADDR`), else the
  /// empty string.
  String setting(String name) {
    String ours = environment.getOrDefault("LEASEHOLD_" + name, "");
    return ours.isEmpty() ? environment.getOrDefault("VAULT_" + name, "") : ours;
  }

  /// Says whether what is printed may have colours: the terminal has them and nobody objects.
  boolean hasColours() {
    return interactive
        && setting("CLI_NO_COLOR").isEmpty()
        && !environment.containsKey("NO_COLOR")
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(1, "interrupted");
    }
  }

  private static Optional<String> readHidden() {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(Console::readPassword)
        .map(String::new);
  }
}
