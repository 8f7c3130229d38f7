package dev.leasehold.verticles.house;

import java.util.ArrayList;
import java.util.List;

/// The lines of a file.
final class Lines {
  private static final String QUOTES = "\"\"\"";

  private Lines() {}

  /// The same lines with those inside of text blocks left empty: they are texts, as a table of
  /// inputs and answers, and breaking them would change what they say.
  static List<String> ofCode(List<String> lines) {
    List<String> code = new ArrayList<>();
    boolean within = false;
    for (String line : lines) {
      code.add(within ? "" : line);
      boolean turns = line.split(QUOTES, -1).length % 2 == 0;
      within = within != turns;
    }
    return code;
  }
}
