package dev.leasehold.verticles.hcl;

/// Reads a number of JSON: no leading zeros, no other base than ten.
final class JsonNumber {
  private JsonNumber() {}

  static HclValue read(Cursor cursor) {
    Position at = cursor.at();
    int start = cursor.offset();
    int signs = cursor.peek() == '-' ? 1 : 0;
    boolean fraction = Numerals.walk(cursor);
    String written = cursor.since(start);
    String digits = written.substring(signs);
    if (digits.isEmpty() || !Numerals.isDecimal(digits.charAt(0)) || hasEmptyFraction(digits)) {
      throw new HclError(at, "illegal number");
    }
    if (digits.length() > 1 && digits.charAt(0) == '0' && isDigitOrX(digits.charAt(1))) {
      throw new HclError(at, "numbers cannot start with 0");
    }
    return fraction ? Numerals.fraction(written, at) : Numerals.whole(written, at);
  }

  private static boolean isDigitOrX(char character) {
    return Numerals.isDecimal(character) || (character | 0x20) == 'x';
  }

  private static boolean hasEmptyFraction(String digits) {
    int dot = digits.indexOf('.');
    return dot >= 0 && (dot + 1 == digits.length() || !Numerals.isDecimal(digits.charAt(dot + 1)));
  }
}
