package dev.leasehold.verticles.hcl;

import java.util.ArrayList;
import java.util.List;

/// Reads a heredoc, `<<ANCHOR` or `<<-ANCHOR`, up to and with the line that ends it.
///
/// The ending line holds the anchor, white space before it, and a line end. With `<<-` every line
/// loses the white space that the ending line starts with, if all lines start with it.
final class Heredoc {
  private Heredoc() {}

  static String read(Cursor cursor) {
    if (!cursor.startsWith("<<")) {
      cursor.next();
      throw cursor.fail("heredoc expected second '<', didn't see it");
    }
    cursor.skip(2);
    boolean indented = cursor.peek() == '-';
    if (indented) {
      cursor.next();
    }
    String anchor = readAnchor(cursor);
    List<String> lines = new ArrayList<>();
    while (true) {
      String line = readLine(cursor);
      if (line.stripLeading().equals(anchor)) {
        String margin = line.substring(0, line.length() - anchor.length());
        return indented ? unindented(lines, margin) : joined(lines) + margin;
      }
      lines.add(line);
    }
  }

  private static String readAnchor(Cursor cursor) {
    int start = cursor.offset();
    while (Scanner.isLetter(cursor.peek()) || Scanner.isDigit(cursor.peek())) {
      cursor.next();
    }
    String anchor = cursor.since(start);
    if (cursor.peek() == Cursor.END) {
      throw cursor.fail("heredoc not terminated");
    }
    if (cursor.peek() != '\n') {
      throw cursor.fail("invalid characters in heredoc anchor");
    }
    if (anchor.isEmpty()) {
      throw cursor.fail("zero-length heredoc anchor");
    }
    cursor.next();
    return anchor;
  }

  private static String readLine(Cursor cursor) {
    int start = cursor.offset();
    while (cursor.peek() != '\n') {
      if (cursor.next() == Cursor.END) {
        throw cursor.fail("heredoc not terminated");
      }
    }
    String line = cursor.since(start);
    cursor.next();
    return line;
  }

  private static String unindented(List<String> lines, String margin) {
    boolean all = lines.stream().allMatch(line -> line.startsWith(margin));
    return all
        ? joined(lines.stream().map(line -> line.substring(margin.length())).toList())
        : joined(lines);
  }

  private static String joined(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
