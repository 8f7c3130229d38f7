package dev.leasehold.verticles.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Durations as flags take them (`90`, `90s`, `1h30m`, `2d`) and as Go prints them (`1h30m0s`). A
/// bare number is seconds.
final class GoDuration implements ITypeConverter<Duration> {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)([^\\d.]*)");

  /// What stands for the system's own value, for those who write it out.
  private static final String SYSTEM = "system";

  private static final long SECOND = 1_000_000_000L;

  @Override
  public Duration convert(String text) {
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    if (text.equals(SYSTEM)) {
      return Duration.ofSeconds(-1);
    }
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    if (digits.matches("\\d{1,12}")) {
      return signed(Duration.ofSeconds(Long.parseLong(digits)), negative);
    }
    if (text.endsWith("d")) {
      String days = digits.substring(0, digits.length() - 1);
      if (!days.matches("\\d{1,6}")) {
        throw invalid("strconv.ParseInt: parsing %s: invalid syntax", text, 1);
      }
      return signed(Duration.ofDays(Long.parseLong(days)), negative);
    }
    return signed(sum(digits, text), negative);
  }

  private static Duration sum(String digits, String text) {
    Matcher part = PART.matcher(digits);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (end < digits.length() && part.find(end) && part.start() == end) {
      BigDecimal amount = new BigDecimal(part.group(1));
      String unit = part.group(2);
      if (unit.isEmpty()) {
        throw invalid("time: missing unit in duration %s", text, 0);
      }
      if (unit(unit) == 0) {
        String unknown = "time: unknown unit " + GoText.quote(unit) + " in duration %s";
        throw invalid(unknown, text, 0);
      }
      sum = sum.plusNanos(amount.multiply(BigDecimal.valueOf(unit(unit))).longValue());
      end = part.end();
    }
    if (end == 0 || end != digits.length()) {
      throw invalid("time: invalid duration %s", text, 0);
    }
    return sum;
  }

  private static Duration signed(Duration duration, boolean negative) {
    return negative ? duration.negated() : duration;
  }

  private static TypeConversionException invalid(String why, String text, int cut) {
    String shown = GoText.quote(text.substring(0, text.length() - cut));
    return new TypeConversionException(why.formatted(shown));
  }

  private static long unit(String name) {
    return switch (name) {
      case "ns" -> 1;
      case "us", "µs", "μs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> SECOND;
      case "m" -> 60 * SECOND;
      case "h" -> 3_600 * SECOND;
      default -> 0;
    };
  }

  /// Returns the duration as Go prints it: `0s`, `500ms`, `1m30s`, `768h0m0s`.
  static String text(Duration duration) {
    if (duration.isNegative()) {
      return "-" + text(duration.negated());
    }
    long nanos = duration.toNanosPart();
    if (duration.toSeconds() == 0 && nanos > 0) {
      return nanos < 1_000
          ? nanos + "ns"
          : nanos < 1_000_000 ? plain(nanos, 3) + "µs" : plain(nanos, 6) + "ms";
    }
    String seconds = plain(duration.toSecondsPart() * SECOND + nanos, 9) + "s";
    if (duration.toMinutes() == 0) {
      return seconds;
    }
    String minutes = duration.toMinutesPart() + "m" + seconds;
    return duration.toHours() == 0 ? minutes : duration.toHours() + "h" + minutes;
  }

  private static String plain(long value, int scale) {
    BigDecimal number = BigDecimal.valueOf(value, scale).stripTrailingZeros();
    return number.toPlainString();
  }

  /// Returns seconds for people, without the zeros at the end: `768h`, `1h30m`, `0s`.
  static String human(long seconds) {
    String text = text(Duration.ofSeconds(seconds));
    if (text.endsWith("m0s")) {
      text = text.substring(0, text.length() - 2);
    }
    int zeroMinutes = text.indexOf("h0m");
    return zeroMinutes > 0
        ? text.substring(0, zeroMinutes + 1) + text.substring(zeroMinutes + 3)
        : text;
  }
}
