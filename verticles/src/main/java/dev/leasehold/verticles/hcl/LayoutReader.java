package dev.leasehold.verticles.hcl;

import dev.leasehold.verticles.hcl.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Reads how an HCL text is laid out. The text must be one that `Hcl` can read. For one text and
/// one thread.
final class LayoutReader {
  private final Scanner scanner;
  private Token current;

  /// The comments before the current token that have found no place yet.
  private List<Comment> comments = List.of();

  /// What stood behind the opening brace of an empty body, until its item takes it.
  private List<Comment> trailOfEmpty = List.of();

  /// Where the token before ends.
  private int endLine;

  LayoutReader(String text) {
    this.scanner = new Scanner(text);
    this.current = scanner.next();
    this.comments = scanner.comments();
  }

  /// Reads up to the end of the text.
  Layout.Body readFile() {
    return readBody(Kind.EOF, 1);
  }

  private Layout.Body readBody(Kind end, int line) {
    List<Layout.Part> parts = new ArrayList<>();
    // A comment behind the opening brace goes with the first item.
    List<Comment> behindBrace = end == Kind.EOF ? List.of() : takeTrail();
    while (!current.is(end)) {
      List<Comment> lead = takeLead(parts);
      Layout.Entry entry = readEntry(lead);
      if (entry.trail().isEmpty() && !behindBrace.isEmpty()) {
        entry = behind(entry, behindBrace);
        behindBrace = List.of();
      }
      parts.add(entry);
    }
    trailOfEmpty = parts.isEmpty() ? behindBrace : List.of();
    groups(comments).forEach(group -> parts.add(new Layout.Remark(group)));
    comments = List.of();
    return new Layout.Body(parts, line, current.at().line());
  }

  private static Layout.Entry behind(Layout.Entry entry, List<Comment> trail) {
    return new Layout.Entry(
        entry.keys(), entry.assigned(), entry.value(), entry.lead(), trail, entry.line());
  }

  private Layout.Entry readEntry(List<Comment> lead) {
    int line = current.at().line();
    List<String> keys = new ArrayList<>();
    while (current.is(Kind.IDENT) || current.is(Kind.STRING)) {
      keys.add(current.written());
      advance();
    }
    boolean assigned = current.is(Kind.ASSIGN);
    if (assigned) {
      advance();
    }
    Layout value = readValue();
    List<Comment> trail = new ArrayList<>(trailOfEmpty);
    trailOfEmpty = List.of();
    trail.addAll(takeTrail());
    if (current.is(Kind.COMMA)) {
      advance();
      trail.addAll(takeTrail());
    }
    return new Layout.Entry(keys, assigned, value, lead, trail, line);
  }

  private Layout readValue() {
    Token token = current;
    int line = token.at().line();
    advance();
    return switch (token.kind()) {
      case LBRACE -> {
        Layout.Body body = readBody(Kind.RBRACE, line);
        advance();
        yield body;
      }
      case LBRACK -> {
        Layout.Row row = new Layout.Row(readCells(), line);
        advance();
        yield row;
      }
      default -> new Layout.Word(token.written(), token.is(Kind.HEREDOC), line);
    };
  }

  private List<Layout.Cell> readCells() {
    List<Layout.Cell> cells = new ArrayList<>();
    while (!current.is(Kind.RBRACK)) {
      if (current.is(Kind.COMMA)) {
        advance();
        trailOfLast(cells);
      } else {
        List<Comment> lead = comments;
        comments = List.of();
        Layout value = readValue();
        cells.add(new Layout.Cell(value, lead, takeTrail()));
      }
    }
    comments = List.of();
    return cells;
  }

  private void trailOfLast(List<Layout.Cell> cells) {
    List<Comment> trail = takeTrail();
    if (!trail.isEmpty() && !cells.isEmpty()) {
      Layout.Cell last = cells.removeLast();
      cells.add(new Layout.Cell(last.value(), last.lead(), trail));
    }
  }

  /// Takes the comments right above the current token; those before them become remarks.
  private List<Comment> takeLead(List<Layout.Part> parts) {
    List<List<Comment>> groups = groups(comments);
    comments = List.of();
    List<Comment> lead = List.of();
    if (!groups.isEmpty() && groups.getLast().getLast().endLine() + 1 == current.at().line()) {
      lead = groups.removeLast();
    }
    groups.forEach(group -> parts.add(new Layout.Remark(group)));
    return lead;
  }

  /// Takes the comments that stand on the line where the token before ends, unless the current one
  /// stands there too.
  private List<Comment> takeTrail() {
    int count = 0;
    while (count < comments.size() && comments.get(count).line() == endLine) {
      count++;
    }
    boolean alone = current.is(Kind.EOF) || current.at().line() != endLine;
    if (count == 0 || !alone) {
      return List.of();
    }
    List<Comment> trail = comments.subList(0, count);
    comments = comments.subList(count, comments.size());
    return trail;
  }

  private static List<List<Comment>> groups(List<Comment> comments) {
    List<List<Comment>> groups = new ArrayList<>();
    int end = -1;
    for (Comment comment : comments) {
      if (groups.isEmpty() || comment.line() > end + 1) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(comment);
      end = comment.endLine();
    }
    return groups;
  }

  private void advance() {
    endLine = scanner.line();
    // What ends with its line, a heredoc, leaves the scanner on the next one.
    if (current.is(Kind.HEREDOC)) {
      endLine--;
    }
    List<Comment> left = comments;
    current = scanner.next();
    comments = new ArrayList<>(left);
    comments.addAll(scanner.comments());
  }
}
