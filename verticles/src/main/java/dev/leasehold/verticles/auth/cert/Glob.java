package dev.leasehold.verticles.auth.cert;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Patterns in which a star stands for any characters, also for none. Pure.
final class Glob {
  private Glob() {}

  /// Whether one of the patterns matches one of the texts; true where there are no patterns.
  static boolean allow(@Nullable List<String> patterns, Collection<String> texts) {
    return patterns == null
        || patterns.isEmpty()
        || patterns.stream()
            .anyMatch(pattern -> texts.stream().anyMatch(text -> matches(pattern, text)));
  }

  static boolean matches(String pattern, String text) {
    String[] parts = pattern.split("\\*", -1);
    if (parts.length == 1) {
      return pattern.equals(text);
    }
    if (!text.startsWith(parts[0])) {
      return false;
    }
    int at = parts[0].length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = text.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    String last = parts[parts.length - 1];
    return text.length() - last.length() >= at && text.endsWith(last);
  }
}
