package dev.leasehold.verticles.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// API paths as typed by people: trimmed, joined, cleaned and percent-encoded by the rules of Go's
/// `path` and `net/url`, which decide the URL that servers and error texts see.
final class GoPath {
  private static final String KEPT = "-_.~$&+,/:;=@";

  private GoPath() {}

  /// Returns the path without spaces and slashes around it.
  static String sanitize(String path) {
    return withoutEndSlash(path.strip().replaceFirst("^/+", "")).strip();
  }

  /// Returns the path with exactly the slashes it has and at least one at its end; empty stays
  /// empty.
  static String withEndSlash(String path) {
    String trimmed = path.strip();
    return trimmed.isEmpty() || trimmed.endsWith("/") ? trimmed : trimmed + "/";
  }

  /// Returns the path without slashes at its end.
  static String withoutEndSlash(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  /// Joins the parts and cleans the result: no doubled slashes, no `.` or `..`, no slash at the
  /// end.
  static String join(String... parts) {
    String joined = String.join("/", List.of(parts).stream().filter(p -> !p.isEmpty()).toList());
    boolean rooted = joined.startsWith("/");
    Deque<String> names = new ArrayDeque<>();
    for (String name : joined.split("/", -1)) {
      boolean up = "..".equals(name);
      if (up && !names.isEmpty() && !"..".equals(names.getLast())) {
        names.removeLast();
      } else if (up && !rooted) {
        names.add(name);
      } else if (!up && !name.isEmpty() && !".".equals(name)) {
        names.add(name);
      }
    }
    return (rooted ? "/" : "") + String.join("/", names);
  }

  /// Percent-encodes a whole path.
  static String escape(String path) {
    StringBuilder escaped = new StringBuilder();
    for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
      boolean letter = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z');
      boolean digit = one >= '0' && one <= '9';
      if (letter || digit || KEPT.indexOf(one) >= 0) {
        escaped.append((char) one);
      } else {
        escaped.append(String.format("%%%02X", one));
      }
    }
    return escaped.toString();
  }

  /// Returns the query string without its question mark, sorted by name.
  static String query(Map<String, List<String>> parameters) {
    StringBuilder query = new StringBuilder();
    new TreeMap<>(parameters)
        .forEach((name, values) -> {
          for (String value : values) {
            query.append(query.isEmpty() ? "" : "&");
            query.append(encode(name)).append('=').append(encode(value));
          }
        });
    return query.toString();
  }

  private static String encode(String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    return encoded.replace("*", "%2A").replace("%7E", "~");
  }
}
