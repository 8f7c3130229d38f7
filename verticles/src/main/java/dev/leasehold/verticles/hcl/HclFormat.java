package dev.leasehold.verticles.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes an HCL text anew in the form that all such texts have: two spaces a level, one blank line
/// between blocks, equal signs below each other. Comments stay where they are. Pure.
public final class HclFormat {
  private static final String INDENT = "  ";

  /// Stands at the start of a line that must stay as it is: one of a heredoc or a long comment.
  private static final String FIXED = "\0";

  private HclFormat() {}

  /// Returns the text in its form.
  ///
  /// @throws HclError if it is not HCL in its native form
  public static String format(String text) {
    new HclReader(text).readFile();
    List<Layout.Part> parts = new LayoutReader(text).readFile().parts();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      Layout.Part part = parts.get(i);
      out.append(i == 0 ? "" : close(parts.get(i - 1), part) ? "\n" : "\n\n");
      out.append(
          switch (part) {
            case Layout.Remark(List<Comment> comments) -> comments(comments);
            case Layout.Entry entry -> entry(entry, 0);
          });
    }
    boolean remark = !parts.isEmpty() && parts.getLast() instanceof Layout.Remark;
    return out.append(remark ? "\n\n" : "\n").toString().replace(FIXED, "");
  }

  /// Empty blocks that stood below each other stay so.
  private static boolean close(Layout.Part above, Layout.Part below) {
    return above instanceof Layout.Entry first
        && below instanceof Layout.Entry second
        && second.line() == first.line() + 1
        && first.isEmptyBlock()
        && second.isEmptyBlock();
  }

  private static String comments(List<Comment> comments) {
    return comments.stream()
        .map(comment -> comment.text().replace("\n", "\n" + FIXED))
        .collect(Collectors.joining("\n"));
  }

  private static String trail(List<Comment> comments) {
    return comments.stream().map(Comment::text).collect(Collectors.joining());
  }

  /// Writes an item with its key as wide as the keys around it.
  private static String entry(Layout.Entry entry, int keyWidth) {
    StringBuilder out = new StringBuilder();
    if (!entry.lead().isEmpty()) {
      out.append(comments(entry.lead())).append('\n');
    }
    for (String key : entry.keys()) {
      out.append(key).append(" ".repeat(Math.max(0, keyWidth - key.length()) + 1));
    }
    out.append(entry.assigned() ? "= " : "").append(value(entry.value()));
    return out.append(entry.trail().isEmpty() ? "" : " " + trail(entry.trail())).toString();
  }

  private static String value(Layout value) {
    return switch (value) {
      case Layout.Word word -> word(word);
      case Layout.Row row -> row.isOneLine() ? oneLine(row) : row(row);
      case Layout.Body body -> body(body);
    };
  }

  private static String word(Layout.Word word) {
    String text = word.heredoc() ? word.text().replaceFirst("\n$", "") : word.text();
    return text.replace("\n", "\n" + FIXED);
  }

  private static String oneLine(Layout.Row row) {
    boolean heredoc =
        row.cells().stream().anyMatch(cell -> cell.value() instanceof Layout.Word w && w.heredoc());
    return row.cells().stream()
        .map(cell -> value(cell.value()))
        .collect(Collectors.joining(", ", "[", heredoc ? "\n]" : "]"));
  }

  private static String row(Layout.Row row) {
    int width =
        row.cells().stream()
            .filter(cell -> cell.value() instanceof Layout.Word)
            .mapToInt(cell -> value(cell.value()).length())
            .max()
            .orElse(0);
    StringBuilder out = new StringBuilder("[\n");
    for (int i = 0; i < row.cells().size(); i++) {
      Layout.Cell cell = row.cells().get(i);
      boolean apart = !cell.lead().isEmpty();
      if (apart) {
        out.append(i == 0 || out.toString().endsWith("\n\n") ? "" : "\n");
        out.append(indented(comments(cell.lead()))).append('\n');
      }
      String value = value(cell.value());
      boolean heredoc = cell.value() instanceof Layout.Word word && word.heredoc();
      out.append(indented(value)).append(heredoc ? "\n" + INDENT + "," : ",");
      if (!cell.trail().isEmpty()) {
        out.append(" ".repeat(Math.max(0, width - value.length()) + 1)).append(trail(cell.trail()));
      }
      out.append(apart && i < row.cells().size() - 1 ? "\n\n" : "\n");
    }
    return out.append(']').toString();
  }

  private static String body(Layout.Body body) {
    if (body.parts().isEmpty()) {
      return "{}";
    }
    boolean single = body.entries().size() == 1;
    List<String> blocks = new ArrayList<>();
    List<Layout.Entry> aligned = new ArrayList<>();
    for (Layout.Part part : body.parts()) {
      boolean joins =
          part instanceof Layout.Entry entry
              && !single
              && isShort(entry)
              && (aligned.isEmpty() || entry.line() == aligned.getLast().line() + 1);
      if (!joins) {
        flush(aligned, blocks);
      }
      switch (part) {
        case Layout.Remark(List<Comment> comments) -> blocks.add(comments(comments));
        case Layout.Entry entry when !single && isShort(entry) -> aligned.add(entry);
        case Layout.Entry entry -> blocks.add(entry(entry, 0));
      }
    }
    flush(aligned, blocks);
    return "{\n" + indented(String.join("\n\n", blocks)) + "\n}";
  }

  /// Whether an item takes a line, or two with the comment above it.
  private static boolean isShort(Layout.Entry entry) {
    return entry(entry, 0).lines().count() <= 2;
  }

  private static void flush(List<Layout.Entry> aligned, List<String> blocks) {
    if (aligned.isEmpty()) {
      return;
    }
    int keyWidth = aligned.stream().mapToInt(one -> one.keys().getFirst().length()).max().orElse(0);
    int valueWidth = aligned.stream().mapToInt(one -> value(one.value()).length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Layout.Entry one : aligned) {
      String gap = " ".repeat(valueWidth - value(one.value()).length() + 1);
      Layout.Entry bare =
          new Layout.Entry(
              one.keys(), one.assigned(), one.value(), one.lead(), List.of(), one.line());
      lines.add(entry(bare, keyWidth) + (one.trail().isEmpty() ? "" : gap + trail(one.trail())));
    }
    blocks.add(String.join("\n", lines));
    aligned.clear();
  }

  private static String indented(String text) {
    return text.lines()
        .map(line -> line.isEmpty() || line.startsWith(FIXED) ? line : INDENT + line)
        .collect(Collectors.joining("\n"));
  }
}
