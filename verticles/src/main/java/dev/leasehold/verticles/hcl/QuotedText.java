package dev.leasehold.verticles.hcl;

/// Reads a quoted string of HCL from its opening quote to its closing one.
///
/// Escapes are those of Go: `a b f n r t v`, a backslash, a quote; three octal digits, `x` with two
/// hexadecimal digits, `u` with four, `U` with eight. Inside `${ … }` everything stands for itself,
/// quotes and line ends too. Octal and `x` escapes name ASCII only, since half a UTF-8 sequence is
/// no text.
final class QuotedText {
  private static final int LAST_ASCII = 0x7F;

  private final Cursor cursor;
  private final StringBuilder meaning = new StringBuilder();

  private QuotedText(Cursor cursor) {
    this.cursor = cursor;
  }

  static String read(Cursor cursor) {
    cursor.next();
    return new QuotedText(cursor).untilQuote();
  }

  private String untilQuote() {
    while (true) {
      int point = cursor.peek();
      if (point == Cursor.END || point == '\n') {
        throw cursor.fail("literal not terminated");
      }
      if (cursor.startsWith("${")) {
        copyInterpolation();
        continue;
      }
      cursor.next();
      if (point == '"') {
        return meaning.toString();
      }
      if (point == '\\') {
        readEscape();
      } else {
        meaning.appendCodePoint(point);
      }
    }
  }

  private void copyInterpolation() {
    int start = cursor.offset();
    cursor.skip(2);
    int depth = 1;
    while (depth > 0) {
      int point = cursor.next();
      if (point == Cursor.END) {
        throw cursor.fail("literal not terminated");
      }
      if (point == '{') {
        depth++;
      } else if (point == '}') {
        depth--;
      }
    }
    meaning.append(cursor.since(start));
  }

  private void readEscape() {
    int point = cursor.peek();
    switch (point) {
      case 'a' -> plain('\u0007');
      case 'b' -> plain('\b');
      case 'f' -> plain('\f');
      case 'n' -> plain('\n');
      case 'r' -> plain('\r');
      case 't' -> plain('\t');
      case 'v' -> plain('\u000B');
      case '\\', '"' -> plain((char) point);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> append(digits(3, 8), LAST_ASCII);
      case 'x' -> append(digitsAfterLetter(2), LAST_ASCII);
      case 'u' -> append(digitsAfterLetter(4), Character.MAX_CODE_POINT);
      case 'U' -> append(digitsAfterLetter(8), Character.MAX_CODE_POINT);
      default -> throw illegal();
    }
  }

  private void plain(char character) {
    cursor.next();
    meaning.append(character);
  }

  private void append(int point, int last) {
    boolean surrogate = Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE;
    if (point < 0 || point > last || surrogate) {
      throw illegal();
    }
    meaning.appendCodePoint(point);
  }

  private int digitsAfterLetter(int count) {
    cursor.next();
    return digits(count, 16);
  }

  private int digits(int count, int radix) {
    int number = 0;
    for (int i = 0; i < count; i++) {
      int point = cursor.peek();
      int digit = Numerals.isHexadecimal(point) ? Character.digit(point, radix) : -1;
      if (digit < 0) {
        throw illegal();
      }
      cursor.next();
      number = number * radix + digit;
    }
    return number;
  }

  private HclError illegal() {
    return cursor.fail("illegal char escape");
  }
}
