package dev.leasehold.verticles.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The instructions of a Dockerfile, in their order. Immutable.
record Dockerfile(List<Instruction> instructions) {
  /// One of them, its lines joined; flags are a part of the rest.
  record Instruction(String keyword, String rest) {
    List<String> words() {
      return List.of(rest.split("\\s+", -1));
    }

    /// The words that are no flags.
    List<String> plain() {
      return words().stream().filter(word -> !word.startsWith("--")).toList();
    }

    boolean hasFlag(String start) {
      return words().stream().anyMatch(word -> word.startsWith(start));
    }
  }

  Dockerfile {
    instructions = List.copyOf(instructions);
  }

  static Dockerfile parse(String text) {
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String each : text.lines().map(String::strip).toList()) {
      if (each.isEmpty() || each.startsWith("#")) {
        continue;
      }
      boolean more = each.endsWith("\\");
      line.append(more ? each.substring(0, each.length() - 1) : each).append(more ? " " : "");
      if (!more) {
        String[] parts = line.toString().strip().split("\\s+", 2);
        instructions.add(
            new Instruction(parts[0].toUpperCase(Locale.ROOT), parts.length > 1 ? parts[1] : ""));
        line.setLength(0);
      }
    }
    return new Dockerfile(instructions);
  }

  List<Instruction> all(String keyword) {
    return instructions.stream().filter(each -> each.keyword().equals(keyword)).toList();
  }

  /// What the last stage, which is what runs, consists of.
  Dockerfile lastStage() {
    int from = 0;
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i).keyword().equals("FROM")) {
        from = i;
      }
    }
    return new Dockerfile(instructions.subList(from, instructions.size()));
  }
}
