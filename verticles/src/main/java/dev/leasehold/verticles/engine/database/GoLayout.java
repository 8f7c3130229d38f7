package dev.leasehold.verticles.engine.database;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Times in the layouts of Go, which show how the 2nd of January 2006, 15:04:05 would look. Times
/// are shown in UTC.
final class GoLayout {
  /// How Vault writes expirations for PostgreSQL.
  private static final DateTimeFormatter EXPIRATION =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxx", Locale.ROOT);

  /// What stands for what, the longest first where one begins another.
  private static final List<Map.Entry<String, String>> PARTS =
      List.of(
          Map.entry("January", "MMMM"),
          Map.entry("Monday", "EEEE"),
          Map.entry("2006", "uuuu"),
          Map.entry("-0700", "xx"),
          Map.entry("-07:00", "xxx"),
          Map.entry("Z07:00", "XXX"),
          Map.entry("Jan", "MMM"),
          Map.entry("Mon", "EEE"),
          Map.entry("MST", "zzz"),
          Map.entry("01", "MM"),
          Map.entry("02", "dd"),
          Map.entry("03", "hh"),
          Map.entry("04", "mm"),
          Map.entry("05", "ss"),
          Map.entry("06", "uu"),
          Map.entry("15", "HH"),
          Map.entry("PM", "a"),
          Map.entry("1", "M"),
          Map.entry("2", "d"),
          Map.entry("3", "h"),
          Map.entry("4", "m"),
          Map.entry("5", "s"));

  private GoLayout() {}

  static String format(String layout, Instant time) {
    ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      Map.Entry<String, String> part = partAt(layout, at);
      if (part == null) {
        text.append(layout.charAt(at));
        at++;
      } else {
        text.append(DateTimeFormatter.ofPattern(part.getValue(), Locale.ROOT).format(utc));
        at += part.getKey().length();
      }
    }
    return text.toString();
  }

  /// `2006-01-02 15:04:05-0700`
  static String expiration(Instant time) {
    return EXPIRATION.format(time.atZone(ZoneOffset.UTC));
  }

  private static Map.@Nullable Entry<String, String> partAt(String layout, int at) {
    for (Map.Entry<String, String> part : PARTS) {
      if (layout.startsWith(part.getKey(), at)) {
        return part;
      }
    }
    return null;
  }
}
