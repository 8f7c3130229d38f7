package dev.leasehold.verticles.hcl;

/// Reads numbers: decimal, `0x` hexadecimal, `0` octal, and decimals with fraction or exponent.
/// What fits neither 64 bits nor a finite double is an error.
final class Numerals {
  private Numerals() {}

  /// Walks over a number, and says whether it has a fraction or an exponent.
  static boolean walk(Cursor cursor) {
    if (cursor.peek() == '-') {
      cursor.next();
    }
    if (cursor.peek() == '0' && (cursor.peekSecond() | 0x20) == 'x') {
      cursor.skip(2);
      if (!isHexadecimal(cursor.peek())) {
        throw cursor.fail("illegal hexadecimal number");
      }
      while (isHexadecimal(cursor.peek())) {
        cursor.next();
      }
      return false;
    }
    walkDigits(cursor);
    boolean fraction = false;
    if (cursor.peek() == '.') {
      cursor.next();
      walkDigits(cursor);
      fraction = true;
    }
    if ((cursor.peek() | 0x20) == 'e') {
      cursor.next();
      if (cursor.peek() == '+' || cursor.peek() == '-') {
        cursor.next();
      }
      if (!isDecimal(cursor.peek())) {
        throw cursor.fail("illegal exponent");
      }
      walkDigits(cursor);
      fraction = true;
    }
    return fraction;
  }

  static HclValue.Whole whole(String written, Position at) {
    boolean negative = written.startsWith("-");
    String digits = negative ? written.substring(1) : written;
    int radix = 10;
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      radix = 16;
      digits = digits.substring(2);
    } else if (digits.length() > 1 && digits.startsWith("0")) {
      radix = 8;
      digits = digits.substring(1);
      if (digits.indexOf('8') >= 0 || digits.indexOf('9') >= 0) {
        throw new HclError(at, "illegal octal number");
      }
    }
    try {
      return new HclValue.Whole(
          Long.parseLong(negative ? "-" + digits : digits, radix), written, at);
    } catch (NumberFormatException e) {
      throw outOfRange(at);
    }
  }

  static HclValue.Fraction fraction(String written, Position at) {
    double number = Double.parseDouble(written);
    if (!Double.isFinite(number)) {
      throw outOfRange(at);
    }
    return new HclValue.Fraction(number, written, at);
  }

  static boolean isDecimal(int point) {
    return '0' <= point && point <= '9';
  }

  static boolean isHexadecimal(int point) {
    return isDecimal(point) || ('a' <= (point | 0x20) && (point | 0x20) <= 'f');
  }

  private static void walkDigits(Cursor cursor) {
    while (isDecimal(cursor.peek())) {
      cursor.next();
    }
  }

  private static HclError outOfRange(Position at) {
    return new HclError(at, "number out of range");
  }
}
