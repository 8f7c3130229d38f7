package dev.leasehold.verticles.hcl;

/// Walks through a text by code points and knows where it is. For one thread.
///
/// A NUL and half a surrogate pair end the reading: Go's readers refuse them as well.
final class Cursor {
  static final int END = -1;

  private final String text;
  private int offset;
  private int line = 1;
  private int column = 1;

  Cursor(String text) {
    this.text = text;
  }

  int peek() {
    return offset < text.length() ? text.codePointAt(offset) : END;
  }

  /// What comes after the next, which must be a character of one unit.
  int peekSecond() {
    return offset + 1 < text.length() ? text.codePointAt(offset + 1) : END;
  }

  boolean startsWith(String word) {
    return text.startsWith(word, offset);
  }

  int next() {
    int point = peek();
    if (point == END) {
      return END;
    }
    if (point == 0) {
      throw fail("unexpected null character (0x00)");
    }
    if (point <= 0xFFFF && Character.isSurrogate((char) point)) {
      throw fail("illegal UTF-8 encoding");
    }
    offset += Character.charCount(point);
    if (point == '\n') {
      line++;
      column = 1;
    } else {
      column++;
    }
    return point;
  }

  void skip(int count) {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  int offset() {
    return offset;
  }

  String since(int start) {
    return text.substring(start, offset);
  }

  Position at() {
    return new Position(line, column);
  }

  HclError fail(String why) {
    return new HclError(at(), why);
  }
}
