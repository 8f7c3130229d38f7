package dev.leasehold.verticles.hcl;

/// Reads a string of JSON from its opening quote to its closing one.
final class JsonText {
  private static final int FIRST_PRINTABLE = 0x20;

  private JsonText() {}

  static String read(Cursor cursor) {
    cursor.next();
    StringBuilder meaning = new StringBuilder();
    while (true) {
      int point = cursor.peek();
      if (point == Cursor.END || point == '\n') {
        throw cursor.fail("literal not terminated");
      }
      if (point < FIRST_PRINTABLE) {
        throw cursor.fail("illegal char");
      }
      cursor.next();
      if (point == '"') {
        return checked(meaning, cursor);
      }
      if (point == '\\') {
        meaning.append(readEscape(cursor));
      } else {
        meaning.appendCodePoint(point);
      }
    }
  }

  private static char readEscape(Cursor cursor) {
    int point = cursor.peek();
    char meaning =
        switch (point) {
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case '\\', '"', '/' -> (char) point;
          case 'u' -> readUnit(cursor);
          default -> throw cursor.fail("illegal char escape");
        };
    cursor.next();
    return meaning;
  }

  /// Reads `u` and three of its four digits, and understands the fourth.
  private static char readUnit(Cursor cursor) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      cursor.next();
      if (!Numerals.isHexadecimal(cursor.peek())) {
        throw cursor.fail("illegal char escape");
      }
      unit = unit * 16 + Character.digit(cursor.peek(), 16);
    }
    return (char) unit;
  }

  /// Half a surrogate pair is no text.
  private static String checked(StringBuilder meaning, Cursor cursor) {
    String text = meaning.toString();
    if (text.codePoints().anyMatch(JsonText::isHalf)) {
      throw cursor.fail("illegal UTF-8 encoding");
    }
    return text;
  }

  private static boolean isHalf(int point) {
    return Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE;
  }
}
