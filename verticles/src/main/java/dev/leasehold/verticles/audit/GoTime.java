package dev.leasehold.verticles.audit;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/// Times in UTC as Vault writes them: RFC 3339, a fraction only where there is one, and without
/// zeros at its end.
final class GoTime {
  private static final int NANO_DIGITS = 9;

  private GoTime() {}

  /// With the fraction, as `2026-11-22T11:21:12.9313Z`.
  static String nanos(Instant time) {
    LocalDateTime at = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    StringBuilder text = begin(at);
    int fraction = at.get(ChronoField.NANO_OF_SECOND);
    if (fraction != 0) {
      String digits = Integer.toString(fraction);
      text.append('.').repeat('0', NANO_DIGITS - digits.length()).append(digits);
      int end = text.length();
      while (text.charAt(end - 1) == '0') {
        end--;
      }
      text.setLength(end);
    }
    return text.append('Z').toString();
  }

  /// Cut to the second.
  static String seconds(Instant time) {
    return begin(LocalDateTime.ofInstant(time, ZoneOffset.UTC)).append('Z').toString();
  }

  private static StringBuilder begin(LocalDateTime at) {
    StringBuilder text = new StringBuilder(32);
    String year = Integer.toString(at.getYear());
    text.repeat('0', Math.max(0, 4 - year.length())).append(year);
    two(text.append('-'), at.getMonthValue());
    two(text.append('-'), at.getDayOfMonth());
    two(text.append('T'), at.getHour());
    two(text.append(':'), at.getMinute());
    two(text.append(':'), at.getSecond());
    return text;
  }

  private static void two(StringBuilder text, int number) {
    if (number < 10) {
      text.append('0');
    }
    text.append(number);
  }
}
