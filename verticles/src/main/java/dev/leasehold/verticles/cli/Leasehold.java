package dev.leasehold.verticles.cli;

import dev.leasehold.verticles.node.Surroundings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// The command `leasehold`: all commands, and how a line of arguments becomes one of them. Exit
/// codes: 0; 1 for wrong usage; 2 for an error answer or nothing found; 127 for an unknown command.
@Command(
    name = "leasehold",
    description = "Hands out secrets on lease. Speaks the API and the command line of Vault.",
    synopsisSubcommandLabel = "<command>")
public final class Leasehold {
  private static final int UNKNOWN_COMMAND = 127;

  /// By name, in the order of the help. Only the one that is asked for is made: making all of them
  /// would take longer than most of them run.
  private static final Map<String, Class<?>> COMMANDS = commands();

  private final Terminal terminal;
  private final Surroundings surroundings;
  private final List<String> arguments;

  private Leasehold(Terminal terminal, Surroundings surroundings, List<String> arguments) {
    this.terminal = terminal;
    this.surroundings = surroundings;
    this.arguments = arguments;
  }

  /// Runs one command and returns its exit code. A failure that no command foresees ends with exit
  /// code 1 and its name, never with its text, which could hold a secret.
  ///
  /// @param surroundings for a server that runs in this process
  public static int run(Terminal terminal, Surroundings surroundings, String... arguments) {
    try {
      return new Leasehold(terminal, surroundings, List.of(arguments)).run();
    } catch (CommandFailed failed) {
      terminal.err().println(failed.getMessage());
      return failed.exitCode();
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  Terminal terminal() {
    return terminal;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /// Returns the format: from the flag wherever it stands on the line, else from the environment.
  Format format(String flag) {
    String found = flag;
    for (int i = 0; i < arguments.size() && !"--".equals(arguments.get(i)); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith("-format=") || argument.startsWith("--format=")) {
        found = argument.substring(argument.indexOf('=') + 1);
      }
    }
    return Format.named(found.isEmpty() ? terminal.setting("FORMAT") : found);
  }

  private int run() {
    CommandLine top = commandLine();
    CommandLine chosen = top;
    int depth = 0;
    while (depth < words().size()) {
      CommandLine next = chosen.getSubcommands().get(words().get(depth));
      if (next == null) {
        break;
      }
      chosen = next;
      depth++;
    }
    if (wantsHelp()) {
      print(chosen, true);
      return 0;
    }
    if (!(chosen.getCommandSpec().userObject() instanceof Callable<?> command)) {
      print(chosen, false);
      return depth == 0 ? UNKNOWN_COMMAND : 1;
    }
    try {
      List<String> line = new ArrayList<>(words().subList(0, depth));
      line.addAll(GoFlags.normalize(chosen, words().subList(depth, words().size())));
      top.parseArgs(line.toArray(String[]::new));
      return command.call() instanceof Integer code ? code : 0;
    } catch (ParameterException e) {
      throw CommandFailed.usage(explain(e));
    } catch (CommandFailed failed) {
      throw failed;
    } catch (Exception | Error e) { // nothing may keep the process from ending
      throw new CommandFailed(1, "The command failed: " + e.getClass().getName());
    }
  }

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("read", ReadCommand.class);
    commands.put("write", WriteCommand.class);
    commands.put("delete", DeleteCommand.class);
    commands.put("list", ListCommand.class);
    commands.put("login", LoginCommand.class);
    commands.put("status", StatusCommand.class);
    commands.put("unwrap", UnwrapCommand.class);
    commands.put("kv", KvCommand.class);
    commands.put("lease", LeaseCommand.class);
    commands.put("token", TokenCommand.class);
    commands.put("policy", PolicyCommand.class);
    commands.put("secrets", SecretsCommand.class);
    commands.put("auth", AuthCommand.class);
    commands.put("audit", AuditCommand.class);
    commands.put("operator", OperatorCommand.class);
    commands.put("path-help", PathHelpCommand.class);
    commands.put("server", ServerCommand.class);
    commands.put("dev", DevCommand.class);
    commands.put("version", VersionCommand.class);
    return commands;
  }

  private CommandLine commandLine() {
    CommandLine top = new CommandLine(this);
    Class<?> asked = words().isEmpty() ? null : COMMANDS.get(words().getFirst());
    if (asked == null) {
      COMMANDS.forEach(top::addSubcommand);
    } else {
      top.addSubcommand(words().getFirst(), asked);
    }
    return top.setPosixClusteredShortOptionsAllowed(false)
        .setExpandAtFiles(false)
        .setOverwrittenOptionsAllowed(true);
  }

  private List<String> words() {
    boolean version =
        arguments.size() == 1
            && List.of("-v", "-version", "--version").contains(arguments.getFirst());
    return version ? List.of("version") : arguments;
  }

  private boolean wantsHelp() {
    int end = arguments.indexOf("--");
    return arguments.subList(0, end < 0 ? arguments.size() : end).stream()
        .anyMatch(word -> List.of("-h", "-help", "--help").contains(word));
  }

  private void print(CommandLine command, boolean asked) {
    PrintWriter out =
        new PrintWriter(asked ? terminal.out() : terminal.err(), true, StandardCharsets.UTF_8);
    command.usage(out, Ansi.OFF);
    out.flush();
  }

  private static String explain(ParameterException e) {
    ArgSpec argument = e.getArgSpec();
    if (!(argument instanceof OptionSpec option)) {
      return String.valueOf(e.getMessage());
    }
    String value = GoText.quote(String.valueOf(e.getValue()));
    Class<?> type = option.typeInfo().getType();
    boolean number = type == int.class || type == Integer.class;
    String reason =
        number
            ? "strconv.ParseInt: parsing " + value + ": invalid syntax"
            : e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    return "invalid value %s for flag %s: %s".formatted(value, option.longestName(), reason);
  }
}
