package dev.leasehold.verticles.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The grammar of Go's `flag` package in front of picocli: one dash or two, `-name=value` or `-name
/// value`, a boolean only with `=`, and flags end at the first argument that is none. The result is
/// the one form that picocli reads without doubt: `-name=value ... -- arguments`.
final class GoFlags {
  private static final List<String> TRUE = List.of("1", "t", "T", "TRUE", "true", "True");
  private static final List<String> FALSE = List.of("0", "f", "F", "FALSE", "false", "False");

  private final CommandLine command;
  private final List<String> arguments;
  private final List<String> result = new ArrayList<>();
  private int next;

  private GoFlags(CommandLine command, List<String> arguments) {
    this.command = command;
    this.arguments = arguments;
  }

  /// Returns the arguments of a command, rewritten.
  ///
  /// @throws CommandFailed if a flag is unknown or has no value or a wrong one
  static List<String> normalize(CommandLine command, List<String> arguments) {
    GoFlags flags = new GoFlags(command, arguments);
    while (flags.next < arguments.size() && flags.isFlag(arguments.get(flags.next))) {
      flags.takeFlag(arguments.get(flags.next++));
    }
    if (flags.next < arguments.size() && "--".equals(arguments.get(flags.next))) {
      flags.next++;
    }
    flags.result.add("--");
    flags.result.addAll(arguments.subList(flags.next, arguments.size()));
    return flags.result;
  }

  private boolean isFlag(String argument) {
    return argument.length() > 1 && argument.startsWith("-") && !"--".equals(argument);
  }

  private void takeFlag(String argument) {
    int equals = argument.indexOf('=');
    int dashes = argument.startsWith("--") ? 2 : 1;
    String name = argument.substring(dashes, equals < 0 ? argument.length() : equals);
    OptionSpec option = command.getCommandSpec().findOption("-" + name);
    if (option == null) {
      throw CommandFailed.usage("flag provided but not defined: -" + name);
    }
    if (option.typeInfo().isBoolean()) {
      result.add("-" + name + "=" + (equals < 0 || bool(name, argument.substring(equals + 1))));
    } else if (equals >= 0) {
      takeValue(option, name, argument.substring(equals + 1));
    } else if (next < arguments.size()) {
      takeValue(option, name, arguments.get(next++));
    } else {
      throw CommandFailed.usage("flag needs an argument: -" + name);
    }
  }

  private void takeValue(OptionSpec option, String name, String value) {
    if (option.typeInfo().isMap() && !value.contains("=")) {
      String quoted = GoText.quote(value);
      throw CommandFailed.usage(
          "invalid value %s for flag -%s: missing = in KV pair: %s"
              .formatted(quoted, name, quoted));
    }
    boolean list = option.typeInfo().isCollection();
    result.add("-" + name + "=" + (list ? value.strip() : value));
  }

  /// Says whether the text is a boolean.
  static boolean isBool(String text) {
    return TRUE.contains(text) || FALSE.contains(text);
  }

  /// Says whether the text is a boolean that is true.
  static boolean isTrue(String text) {
    return TRUE.contains(text);
  }

  private static boolean bool(String name, String value) {
    if (!isBool(value)) {
      throw CommandFailed.usage(
          "invalid boolean value %s for -%s: strconv.ParseBool: parsing %s: invalid syntax"
              .formatted(GoText.quote(value), name, GoText.quote(value)));
    }
    return isTrue(value);
  }
}
