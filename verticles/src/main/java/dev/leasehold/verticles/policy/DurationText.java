package dev.leasehold.verticles.policy;

import dev.leasehold.verticles.hcl.HclValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/// Reads the durations of policies: whole seconds, days (`5d`) or Go's form (`1h30m`).
///
/// Throws `IllegalArgumentException` with Go's text for what is none.
final class DurationText {
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private final String text;
  private int offset;

  private DurationText(String text) {
    this.text = text;
  }

  static Duration read(HclValue value) {
    return switch (value) {
      case HclValue.Whole(long number, _, _) -> seconds(number, Long.toString(number));
      case HclValue.Fraction(double number, String written, _) -> seconds((long) number, written);
      case HclValue.Text(String text, _) -> read(text);
      case HclValue.Flag _, HclValue.Listing _, HclValue.Body _ ->
          throw new IllegalArgumentException("could not parse duration from input");
    };
  }

  static Duration read(String text) {
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    Optional<Long> whole = wholeNumber(text);
    if (whole.isPresent()) {
      return seconds(whole.get(), text);
    }
    if (text.endsWith("d")) {
      String days = text.substring(0, text.length() - 1);
      long count =
          wholeNumber(days)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "strconv.ParseInt: parsing " + Quoted.of(days) + ": invalid syntax"));
      return checked(BigDecimal.valueOf(count).multiply(BigDecimal.valueOf(86_400)), text);
    }
    return new DurationText(text).parts();
  }

  private Duration parts() {
    boolean negative = text.startsWith("-");
    if (negative || text.startsWith("+")) {
      offset++;
    }
    if (offset == text.length()) {
      throw invalid();
    }
    BigDecimal sum = BigDecimal.ZERO;
    while (offset < text.length()) {
      sum = sum.add(number().multiply(unit()));
    }
    return checked(negative ? sum.negate() : sum, text);
  }

  private BigDecimal number() {
    int start = offset;
    while (offset < text.length() && isNumeric(text.charAt(offset))) {
      offset++;
    }
    String number = text.substring(start, offset);
    boolean twoDots = number.indexOf('.') != number.lastIndexOf('.');
    if (number.isEmpty() || number.equals(".") || twoDots) {
      throw invalid();
    }
    return new BigDecimal(number);
  }

  private BigDecimal unit() {
    int start = offset;
    while (offset < text.length() && !isNumeric(text.charAt(offset))) {
      offset++;
    }
    String unit = text.substring(start, offset);
    return switch (unit) {
      case "ns" -> BigDecimal.valueOf(1, 9);
      case "us", "\u00b5s", "\u03bcs" -> BigDecimal.valueOf(1, 6);
      case "ms" -> BigDecimal.valueOf(1, 3);
      case "s" -> BigDecimal.ONE;
      case "m" -> BigDecimal.valueOf(60);
      case "h" -> BigDecimal.valueOf(3600);
      case "" ->
          throw new IllegalArgumentException("time: missing unit in duration " + Quoted.of(text));
      default ->
          throw new IllegalArgumentException(
              "time: unknown unit " + Quoted.of(unit) + " in duration " + Quoted.of(text));
    };
  }

  private static boolean isNumeric(char character) {
    return character == '.' || ('0' <= character && character <= '9');
  }

  private IllegalArgumentException invalid() {
    return new IllegalArgumentException("time: invalid duration " + Quoted.of(text));
  }

  private static Optional<Long> wholeNumber(String text) {
    String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    boolean whole = !digits.isEmpty() && digits.chars().allMatch(c -> '0' <= c && c <= '9');
    return whole && digits.length() <= 18 ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static Duration seconds(long number, String text) {
    return checked(BigDecimal.valueOf(number), text);
  }

  /// Go counts nanoseconds in 64 bits.
  private static Duration checked(BigDecimal seconds, String text) {
    BigDecimal nanos = seconds.movePointRight(9);
    if (nanos.abs().compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("time: invalid duration " + Quoted.of(text));
    }
    BigInteger whole = nanos.toBigInteger();
    return Duration.ofNanos(whole.longValueExact());
  }
}
