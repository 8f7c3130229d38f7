package dev.leasehold.verticles.cli;

import java.util.function.Supplier;
import picocli.CommandLine.Option;

/// A client command whose output has a format: it takes `-format`.
abstract class FormattedCommand extends ClientCommand {
  /// Read from the whole line by `Leasehold`, since it counts wherever it stands.
  @Option(
      names = "-format",
      paramLabel = "FORMAT",
      description = "Shape of the output: table, json, yaml or raw (raw for read alone).")
  @SuppressWarnings("UnusedVariable")
  private String format = "";

  /// Writes to a path, and prints the answer or, where there is none, that it is done.
  final int written(String path, Supplier<Found> request) {
    Answer answer = attempt("Error writing data to " + path, request).answer();
    if (answer == null) {
      printer().success("Success! Data written to: " + path);
      return 0;
    }
    return printer().answer(answer);
  }
}
