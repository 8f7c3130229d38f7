package dev.leasehold.verticles.engine.kv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON merge patch (RFC 7386) on plain values: null removes, objects are merged, all else
/// replaces. As in Vault, objects within a new list lose their nulls too.
final class MergePatch {
  private MergePatch() {}

  static Map<String, Object> applied(Map<?, ?> before, Map<?, ?> patch) {
    Map<String, Object> after = new LinkedHashMap<>();
    before.forEach((name, value) -> after.put(String.valueOf(name), value));
    patch.forEach((key, value) -> {
      String name = String.valueOf(key);
      if (value == null) {
        after.remove(name);
      } else if (value instanceof Map<?, ?> inner && after.get(name) instanceof Map<?, ?> old) {
        after.put(name, applied(old, inner));
      } else {
        after.put(name, pruned(value));
      }
    });
    return after;
  }

  private static @Nullable Object pruned(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> applied(Map.of(), map);
      case List<?> list -> {
        List<Object> items = new ArrayList<>();
        list.forEach(item -> items.add(pruned(item)));
        yield items;
      }
      case null, default -> value;
    };
  }
}
