package dev.leasehold.verticles.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Shows answers in the chosen format. The table is for people; what goes to the error stream
/// (warnings, errors) never mixes with what a script reads.
///
/// @param detailed whether a listing shows what is known of each name
record Printer(Terminal terminal, Format format, boolean detailed) {
  private static final String RED = "\u001b[91m";
  private static final String YELLOW = "\u001b[93m";
  private static final String PLAIN = "\u001b[0m";

  boolean isTable() {
    return format == Format.TABLE;
  }

  /// Prints a line of output.
  void line(String text) {
    terminal.out().println(text);
  }

  /// Prints a line that is meant for people alone: on the error stream, in yellow.
  void warn(String text) {
    painted(text, YELLOW);
  }

  /// Prints what went wrong: on the error stream, in red.
  void complain(String text) {
    painted(text, RED);
  }

  /// People at a terminal see colours, unless they said that they want none.
  private void painted(String text, String colour) {
    boolean plain = !isTable() || !terminal.hasColours() || text.isBlank();
    terminal.err().println(plain ? text : colour + text + PLAIN);
  }

  /// Prints a line that says that all went well, in a table only.
  void success(String text) {
    if (isTable()) {
      line(text);
    }
  }

  /// Prints an answer, or one field of it where a field is named.
  int answer(@Nullable Answer answer, String field) {
    if (answer == null) {
      return 0;
    }
    return field.isEmpty() ? answer(answer) : bare(Fields.of(answer, field), field);
  }

  /// Prints an answer.
  int answer(Answer answer) {
    if (!isTable()) {
      return structured(answer.toJson());
    }
    warnings(answer);
    Columns columns = AnswerTable.of(answer);
    if (!columns.isEmpty()) {
      line(columns.toString());
    }
    return 0;
  }

  /// Prints the names in an answer.
  int list(Answer answer) {
    Json keys = answer.keys();
    if (!isTable()) {
      return structured(
          detailed && format == Format.JSON
              ? answer.toJson()
              : keys == null ? new Json.Null() : keys);
    }
    warnings(answer);
    if (keys instanceof Json.Array(List<Json> items) && !items.isEmpty()) {
      line(AnswerTable.ofKeys(answer, detailed).toString());
    }
    return 0;
  }

  /// Prints any value.
  int data(Json data) {
    if (!isTable()) {
      return structured(data);
    }
    if (!(data instanceof Json.Members(Map<String, Json> values))) {
      throw CommandFailed.usage(
          "Could not parse output: cannot use the table formatter for this type");
    }
    Columns columns = Columns.of("Key", "Value");
    new TreeMap<>(values).forEach((name, value) -> AnswerTable.row(columns, name, value));
    if (!columns.isEmpty()) {
      line(columns.toString());
    }
    return 0;
  }

  /// Prints a field alone: without a line end where a program reads it.
  int bare(@Nullable Json value, String field) {
    if (value == null || value instanceof Json.Null) {
      throw CommandFailed.usage("Field " + GoText.quote(field) + " not present in secret");
    }
    String text =
        switch (format) {
          case TABLE, RAW -> GoText.value(value);
          case JSON -> JsonText.pretty(value.sorted());
          case YAML -> YamlText.of(value) + "\n";
          case PRETTY -> "";
        };
    if (terminal.interactive()) {
      line(text);
    } else {
      terminal.out().print(text);
      terminal.out().flush();
    }
    return 0;
  }

  /// Prints an answer's warnings on the error stream.
  void warnings(Answer answer) {
    if (!answer.allWarnings().isEmpty()) {
      warn("WARNING! The following warnings were returned from Vault:\n");
      for (String warning : answer.allWarnings()) {
        warn(GoText.wrap("* " + warning, 2));
        warn("");
      }
    }
  }

  private int structured(Json value) {
    switch (format) {
      case TABLE, JSON -> line(JsonText.pretty(value));
      case YAML -> line(YamlText.of(value));
      case PRETTY ->
          throw CommandFailed.usage(
              "Could not parse output: cannot use the pretty formatter for this type");
      case RAW ->
          throw CommandFailed.usage("This command does not support the -format=raw option.");
    }
    return 0;
  }
}
