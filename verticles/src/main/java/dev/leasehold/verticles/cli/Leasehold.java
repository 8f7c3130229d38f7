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
      return new Leasehold(terminal, surroundings, List.of(arguments)).shown();
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
  Format format() {
    String found = "";
    List<String> line = beforeDoubleDash();
    for (int i = 0; i < line.size(); i++) {
      String argument = line.get(i);
      if (argument.startsWith("-format=") || argument.startsWith("--format=")) {
        found = argument.substring(argument.indexOf('=') + 1);
      } else if (isFlag(argument, "format") && i + 1 < line.size()) {
        found = line.get(++i);
      }
    }
    return Format.named(found.isEmpty() ? terminal.setting("FORMAT") : found);
  }

  /// Says whether listings show what is known of each name: by the flag, else by the environment.
  boolean detailed() {
    return has("detailed") || GoFlags.isTrue(terminal.setting("DETAILED"));
  }

  private boolean has(String flag) {
    return beforeDoubleDash().stream().anyMatch(argument -> isFlag(argument, flag));
  }

  private static boolean isFlag(String argument, String name) {
    return argument.equals("-" + name) || argument.equals("--" + name);
  }

  private List<String> beforeDoubleDash() {
    int end = arguments.indexOf("--");
    return arguments.subList(0, end < 0 ? arguments.size() : end);
  }

  /// Runs the command; where its request was to be shown and it came to none, it says so.
  private int shown() {
    int code;
    try {
      code = run();
    } catch (ShownInstead instead) {
      terminal.out().println(instead.getMessage());
      return 0;
    } catch (CommandFailed failed) {
      complain(failed);
      code = failed.exitCode();
    }
    boolean curl = has("output-curl-string");
    if (wantsHelp() || code == UNKNOWN_COMMAND || !(curl || has("output-policy"))) {
      return code;
    }
    if (code == 0) {
      terminal.err().print("Could not generate " + (curl ? "cURL command" : "policy"));
      return 1;
    }
    String what = curl ? "cURL string" : "policy";
    terminal.err().println("Unable to generate " + what + " from command");
    return code;
  }

  /// Tells of a failure; where the format itself is wrong, without colours.
  private void complain(CommandFailed failed) {
    String text = String.valueOf(failed.getMessage());
    try {
      new Printer(terminal, format(), false).complain(text);
    } catch (CommandFailed noFormat) {
      terminal.err().println(text);
    }
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
    } catch (CommandFailed | ShownInstead ending) {
      throw ending;
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
    commands.put("patch", PatchCommand.class);
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
    commands.put("plugin", PluginCommand.class);
    commands.put("path-help", PathHelpCommand.class);
    commands.put("print", PrintCommand.class);
    commands.put("server", ServerCommand.class);
    commands.put("dev", DevCommand.class);
    commands.put("astra-simulator", AstraSimulatorCommand.class);
    commands.put("version", VersionCommand.class);
    commands.put("version-history", VersionHistoryCommand.class);
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
    return beforeDoubleDash().stream()
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
    String reader = type == int.class ? "ParseInt" : type == Long.class ? "ParseUint" : "";
    String reason =
        !reader.isEmpty()
            ? "strconv." + reader + ": parsing " + value + ": invalid syntax"
            : e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    return "invalid value %s for flag %s: %s".formatted(value, option.longestName(), reason);
  }
}
