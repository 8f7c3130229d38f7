package dev.leasehold.verticles.hcl;

import java.util.List;

/// What an HCL text looks like: its words as they were written, its comments, and the lines that
/// they stand on. Immutable.
sealed interface Layout {
  /// The line that it starts on.
  int line();

  /// Something that stands in a body.
  sealed interface Part {}

  /// Comments that belong to nothing; each group was written without a blank line.
  record Remark(List<Comment> comments) implements Part {}

  /// An item.
  ///
  /// @param lead the comments right above it
  /// @param trail the comments behind it on its line
  record Entry(
      List<String> keys,
      boolean assigned,
      Layout value,
      List<Comment> lead,
      List<Comment> trail,
      int line)
      implements Part {
    /// Whether it is an empty block, which may stand right below another one.
    boolean isEmptyBlock() {
      return lead.isEmpty() && !assigned && value instanceof Body body && body.entries().isEmpty();
    }
  }

  /// The items and remarks between braces, or of a whole text.
  record Body(List<Part> parts, int line, int endLine) implements Layout {
    List<Entry> entries() {
      return parts.stream().filter(Entry.class::isInstance).map(Entry.class::cast).toList();
    }
  }

  /// A list.
  record Row(List<Cell> cells, int line) implements Layout {
    /// Whether it stays on one line: it was written so, of plain words without comments.
    boolean isOneLine() {
      return cells.stream()
          .allMatch(cell ->
              cell.value() instanceof Word word
                  && word.line() == line
                  && cell.trail().isEmpty()
                  && (!word.heredoc() || cells.size() == 1));
    }
  }

  /// An element of a list.
  record Cell(Layout value, List<Comment> lead, List<Comment> trail) {}

  /// A literal.
  record Word(String text, boolean heredoc, int line) implements Layout {}
}
