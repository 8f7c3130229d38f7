package dev.leasehold.verticles.hcl;

import java.util.ArrayList;
import java.util.List;

/// Reads the JSON form of HCL, RFC 8259 to the letter, for one text and one thread. Objects become
/// bodies, and those of nothing but objects become blocks with labels: see `JsonBlocks`.
final class JsonReader {
  private final Cursor cursor;
  private int depth;

  JsonReader(String text) {
    this.cursor = new Cursor(text);
  }

  HclValue.Body readFile() {
    skipBlanks();
    HclValue.Body file = readObject();
    skipBlanks();
    if (cursor.peek() != Cursor.END) {
      throw cursor.fail("text after the end of the object");
    }
    return JsonBlocks.flattened(file);
  }

  private HclValue readValue() {
    skipBlanks();
    int point = cursor.peek();
    return switch (point) {
      case '{' -> readObject();
      case '[' -> readList();
      case '"' -> {
        Position at = cursor.at();
        yield new HclValue.Text(JsonText.read(cursor), at);
      }
      default -> point == '-' || Numerals.isDecimal(point) ? JsonNumber.read(cursor) : readWord();
    };
  }

  private HclValue.Body readObject() {
    Position start = cursor.at();
    enter();
    List<HclItem> items = new ArrayList<>();
    boolean more = !closes('}');
    while (more) {
      items.add(readMember());
      more = continues('}', "object");
    }
    depth--;
    return new HclValue.Body(items, start);
  }

  private HclItem readMember() {
    skipBlanks();
    Position at = cursor.at();
    if (cursor.peek() != '"') {
      throw unexpected("STRING");
    }
    String key = JsonText.read(cursor);
    skipBlanks();
    Position colon = cursor.at();
    if (cursor.peek() != ':') {
      throw unexpected("COLON");
    }
    cursor.next();
    return new HclItem(List.of(key), readValue(), at, colon);
  }

  private HclValue.Listing readList() {
    Position start = cursor.at();
    enter();
    List<HclValue> values = new ArrayList<>();
    boolean more = !closes(']');
    while (more) {
      skipBlanks();
      if (cursor.startsWith("null")) {
        throw cursor.fail("unexpected token while parsing list: NULL");
      }
      values.add(readValue());
      more = continues(']', "list");
    }
    depth--;
    return new HclValue.Listing(values, start);
  }

  private HclValue readWord() {
    Position at = cursor.at();
    if (take("true")) {
      return new HclValue.Flag(true, at);
    }
    if (take("false")) {
      return new HclValue.Flag(false, at);
    }
    if (take("null")) {
      return new HclValue.Text("", at);
    }
    throw unexpected("value");
  }

  private boolean take(String word) {
    if (!cursor.startsWith(word)) {
      return false;
    }
    cursor.skip(word.length());
    if (Scanner.isLetter(cursor.peek()) || Scanner.isDigit(cursor.peek())) {
      throw cursor.fail("illegal char");
    }
    return true;
  }

  /// Steps over the opening sign, and over the closing one if that comes next.
  private boolean closes(char closing) {
    cursor.next();
    skipBlanks();
    if (cursor.peek() != closing) {
      return false;
    }
    cursor.next();
    return true;
  }

  /// Steps over a comma or the closing sign, and says whether it was the comma.
  private boolean continues(char closing, String what) {
    skipBlanks();
    int point = cursor.peek();
    if (point == Cursor.END) {
      throw cursor.fail(what + " not terminated");
    }
    if (point != ',' && point != closing) {
      throw cursor.fail("error parsing " + what + ", expected comma or " + what + " end");
    }
    cursor.next();
    return point == ',';
  }

  private HclError unexpected(String wanted) {
    return cursor.fail(
        "expected: " + wanted + " got: " + (cursor.peek() == Cursor.END ? "EOF" : "ILLEGAL"));
  }

  private void enter() {
    depth++;
    if (depth > Hcl.MAX_DEPTH) {
      throw cursor.fail("nested deeper than " + Hcl.MAX_DEPTH);
    }
  }

  private void skipBlanks() {
    while (isBlank(cursor.peek())) {
      cursor.next();
    }
  }

  private static boolean isBlank(int point) {
    return point == ' ' || point == '\t' || point == '\n' || point == '\r';
  }
}
