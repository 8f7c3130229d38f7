package dev.leasehold.verticles.request;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Durations as clients write them (Go's: `1h30m`, `1.5h`, and Vault's: `30`, `1d`) and as Vault
/// writes some of them back (`30m0s`). What cannot be read is an [Undecodable] with Vault's text.
public final class DurationText {
  private static final long SECOND = 1_000_000_000L;

  private DurationText() {}

  /// Reads a text or a number: digits alone are seconds, `d` stands alone and whole, all else is a
  /// Go duration; an empty text and null are zero. Beyond 292 years it wraps, as in Vault.
  public static Duration read(@Nullable Object raw) {
    return switch (raw) {
      case null -> Duration.ZERO;
      case String text -> Duration.ofNanos(nanos(text));
      case Number number -> Duration.ofNanos(nanos(number.toString()));
      default -> throw new Undecodable("could not parse duration from input");
    };
  }

  private static long nanos(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    if (GoNumber.isDecimal(text)) {
      return GoNumber.decimal(text) * SECOND;
    }
    if (text.endsWith("d")) {
      return GoNumber.decimal(text.substring(0, text.length() - 1)) * 24 * 3600 * SECOND;
    }
    return new Scan(text).nanos();
  }

  /// Go's `time.ParseDuration`: numbers with units, no days, no bare numbers but `0`.
  public static Duration parse(String text) {
    return Duration.ofNanos(new Scan(text).nanos());
  }

  /// Go's `Duration.String`: `0s`, `1.5s`, `250ms`, `1h0m0s`.
  public static String format(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    long size = Math.abs(nanos);
    if (size < 1_000) {
      return sign + size + "ns";
    }
    if (size < 1_000_000) {
      return sign + fraction(size, 3) + "µs";
    }
    if (size < SECOND) {
      return sign + fraction(size, 6) + "ms";
    }
    long minutes = size / (60 * SECOND);
    String seconds = fraction(size % (60 * SECOND), 9) + "s";
    if (minutes == 0) {
      return sign + seconds;
    }
    long hours = minutes / 60;
    return sign + (hours == 0 ? "" : hours + "h") + minutes % 60 + "m" + seconds;
  }

  private static String fraction(long nanos, int digits) {
    return java.math.BigDecimal.valueOf(nanos, digits).stripTrailingZeros().toPlainString();
  }

  /// One pass over a Go duration.
  private static final class Scan {
    /// 2^63, without its sign: the greatest number that Go still reads before it looks at the unit.
    private static final long MOST = Long.MIN_VALUE;

    private final String text;
    private int at;

    private Scan(String text) {
      this.text = text;
    }

    private long nanos() {
      boolean negative = text.startsWith("-");
      at = negative || text.startsWith("+") ? 1 : 0;
      if (text.length() - at == 1 && text.charAt(at) == '0') {
        return 0;
      }
      if (at == text.length()) {
        throw invalid();
      }
      long sum = 0;
      while (at < text.length()) {
        sum += part();
        if (sum < 0) {
          throw invalid();
        }
      }
      return negative ? -sum : sum;
    }

    private long part() {
      int start = at;
      long whole = 0;
      while (digit()) {
        if (Long.compareUnsigned(whole, Long.divideUnsigned(MOST, 10)) > 0) {
          throw invalid();
        }
        whole = whole * 10 + (text.charAt(at++) - '0');
        if (Long.compareUnsigned(whole, MOST) > 0) {
          throw invalid();
        }
      }
      boolean some = at > start;
      long fraction = 0;
      double scale = 1;
      if (at < text.length() && text.charAt(at) == '.') {
        at++;
        while (digit()) {
          some = true;
          if (fraction <= (Long.MAX_VALUE - 9) / 10) {
            fraction = fraction * 10 + (text.charAt(at) - '0');
            scale *= 10;
          }
          at++;
        }
      }
      if (!some) {
        throw invalid();
      }
      long unit = unit();
      if (Long.compareUnsigned(whole, Long.divideUnsigned(MOST, unit)) > 0) {
        throw invalid();
      }
      return whole * unit + (long) (fraction * (unit / scale));
    }

    private boolean digit() {
      return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private long unit() {
      int start = at;
      while (at < text.length() && text.charAt(at) != '.' && !digit()) {
        at++;
      }
      String unit = text.substring(start, at);
      return switch (unit) {
        case "" ->
            throw new Undecodable("time: missing unit in duration " + GoText.quotedBytes(text));
        case "ns" -> 1;
        case "us", "µs", "μs" -> 1_000;
        case "ms" -> 1_000_000;
        case "s" -> SECOND;
        case "m" -> 60 * SECOND;
        case "h" -> 3600 * SECOND;
        default ->
            throw new Undecodable(
                "time: unknown unit "
                    + GoText.quotedBytes(unit)
                    + " in duration "
                    + GoText.quotedBytes(text));
      };
    }

    private Undecodable invalid() {
      return new Undecodable("time: invalid duration " + GoText.quotedBytes(text));
    }
  }
}
