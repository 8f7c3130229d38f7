package dev.leasehold.verticles.endtoend;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where the parts of the dev stack are when they run beside each other on one machine: the one
/// thing in which its files are changed for a test, text by text. Immutable.
record Places(Map<String, String> changed) {
  Places {
    changed = new LinkedHashMap<>(changed);
  }

  /// These places and one more.
  Places and(String place, String here) {
    Map<String, String> more = new LinkedHashMap<>(changed);
    more.put(place, here);
    return new Places(more);
  }

  /// The text of a file, or of a value in one, with all places changed.
  String in(String text) {
    String result = text;
    for (Map.Entry<String, String> each : changed.entrySet()) {
      result = result.replace(each.getKey(), each.getValue());
    }
    return result;
  }

  /// The same for each value.
  Map<String, String> in(Map<String, String> values) {
    Map<String, String> result = new LinkedHashMap<>();
    values.forEach((name, value) -> result.put(name, in(value)));
    return result;
  }
}
