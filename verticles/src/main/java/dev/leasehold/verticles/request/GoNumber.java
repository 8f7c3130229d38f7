package dev.leasehold.verticles.request;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/// Whole numbers and booleans in texts, read as Go's package `strconv` reads them, with its errors.
public final class GoNumber {
  /// Longer texts are no numbers of 64 bits, whatever their base: 64 digits, sign, prefix and some
  /// leading zeros or underscores.
  private static final int LONGEST = 200;

  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+");

  /// A sign, then a base with its digits; underscores only between digits or after the base.
  private static final Pattern ANY_BASE =
      Pattern.compile(
          "[+-]?(0[xX](_?[0-9a-fA-F])+|0[bB](_?[01])+|0[oO](_?[0-7])+"
              + "|0(_?[0-7])*|[1-9](_?[0-9])*)");

  private GoNumber() {}

  /// Whether the text is a number of 64 bits in base ten.
  static boolean isDecimal(String text) {
    return text.length() <= LONGEST && DECIMAL.matcher(text).matches() && fits(number(text, 10));
  }

  /// Base ten: `ParseInt(text, 10, 64)`.
  public static long decimal(String text) {
    if (text.length() > LONGEST || !DECIMAL.matcher(text).matches()) {
      throw syntax("ParseInt", text);
    }
    return ranged(number(text, 10), text);
  }

  /// Any base by its prefix, as `0x10`, `010` and `1_000`: `ParseInt(text, 0, 64)`.
  public static long anyBase(String text) {
    if (text.length() > LONGEST || !ANY_BASE.matcher(text).matches()) {
      throw syntax("ParseInt", text);
    }
    String plain = text.replace("_", "").toLowerCase(Locale.ROOT);
    String sign = plain.startsWith("-") ? "-" : "";
    String digits = plain.startsWith("-") || plain.startsWith("+") ? plain.substring(1) : plain;
    if (digits.startsWith("0x")) {
      return ranged(number(sign + digits.substring(2), 16), text);
    }
    if (digits.startsWith("0b")) {
      return ranged(number(sign + digits.substring(2), 2), text);
    }
    if (digits.startsWith("0o")) {
      return ranged(number(sign + digits.substring(2), 8), text);
    }
    return ranged(number(sign + digits, digits.startsWith("0") ? 8 : 10), text);
  }

  /// `1`, `t`, `T`, `TRUE`, `true`, `True` and their opposites: `ParseBool`.
  public static boolean flag(String text) {
    return switch (text) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default -> throw syntax("ParseBool", text);
    };
  }

  private static BigInteger number(String text, int base) {
    return new BigInteger(text, base);
  }

  private static boolean fits(BigInteger number) {
    return number.bitLength() < Long.SIZE;
  }

  private static long ranged(BigInteger number, String text) {
    if (!fits(number)) {
      throw new Undecodable(
          "strconv.ParseInt: parsing " + GoText.quoted(text) + ": value out of range");
    }
    return number.longValue();
  }

  private static Undecodable syntax(String function, String text) {
    return new Undecodable(
        "strconv." + function + ": parsing " + GoText.quoted(text) + ": invalid syntax");
  }
}
