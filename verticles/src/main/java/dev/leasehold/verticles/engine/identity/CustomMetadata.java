package dev.leasehold.verticles.engine.identity;

import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What clients may keep with an alias. All that is wrong is told at once.
final class CustomMetadata {
  private static final int MAX_KEYS = 64;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 512;

  private CustomMetadata() {}

  static void check(Map<String, String> metadata) {
    List<String> errors = new ArrayList<>();
    if (metadata.size() > MAX_KEYS) {
      errors.add("payload must contain at most " + MAX_KEYS + " keys, provided " + metadata.size());
    } else {
      new TreeMap<>(metadata).forEach((key, value) -> check(key, value, errors));
    }
    if (!errors.isEmpty()) {
      throw Refusal.of(Refusal.Kind.INTERNAL, text(errors));
    }
  }

  private static void check(String key, String value, List<String> errors) {
    String quoted = GoText.quoted(key);
    int keyLength = key.getBytes(StandardCharsets.UTF_8).length;
    if (keyLength == 0 || keyLength > MAX_KEY) {
      errors.add(
          "length of key "
              + quoted
              + " is "
              + keyLength
              + " but must be 0 < len(key) <= "
              + MAX_KEY);
    }
    int length = value.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > MAX_VALUE) {
      errors.add(
          "length of value for key "
              + quoted
              + " is "
              + length
              + " but must be 0 < len(value) <= "
              + MAX_VALUE);
    }
    if (!key.codePoints().allMatch(GoText::printable)) {
      errors.add("key " + quoted + " (" + key + ") contains unprintable characters");
    }
    if (!value.codePoints().allMatch(GoText::printable)) {
      errors.add("value for key " + quoted + " contains unprintable characters");
    }
  }

  private static String text(List<String> errors) {
    StringBuilder text = new StringBuilder();
    text.append(errors.size()).append(errors.size() == 1 ? " error" : " errors");
    text.append(" occurred:\n");
    errors.forEach(
        error -> text.append("\t* custom_metadata validation failed: ").append(error).append('\n'));
    return text.append('\n').toString();
  }
}
