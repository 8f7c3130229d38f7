package dev.leasehold.verticles.engine.sys;

import dev.leasehold.projections.lease.LeaseSearch;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;

/// The text that leads a client from one page of a search to the next. It says only where to go on,
/// and is checked like all that clients send.
final class LeaseCursor {
  private static final int PARTS = 4;

  private LeaseCursor() {}

  static String text(LeaseSearch.Cursor cursor) {
    String due = cursor.due() == null ? "" : cursor.due().toString();
    String parts =
        String.join("&", cursor.along().name(), escaped(cursor.range()), due, escaped(cursor.id()));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(parts.getBytes(StandardCharsets.UTF_8));
  }

  /// Throws `IllegalArgumentException` where the text is none of ours.
  static LeaseSearch.Cursor read(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    String[] parts = new String(bytes, StandardCharsets.UTF_8).split("&", -1);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("a cursor has four parts");
    }
    try {
      return new LeaseSearch.Cursor(
          LeaseSearch.Along.valueOf(parts[0]),
          URLDecoder.decode(parts[1], StandardCharsets.UTF_8),
          parts[2].isEmpty() ? null : Instant.parse(parts[2]),
          URLDecoder.decode(parts[3], StandardCharsets.UTF_8));
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException("a cursor names no time", wrong);
    }
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
