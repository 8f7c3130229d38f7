package dev.leasehold.verticles.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One value in the list of an allowed or denied parameter.
///
/// A text may start or end with a star and then matches as a glob; inside lists and objects, and
/// alone, a star is a star. Vault reads a policy's numbers and a request's numbers into different
/// types that are never equal, and so it is with objects within objects: both are `Unmatched`.
sealed interface ParameterValue {
  /// Whether a value of a request, as JSON gives it, is this one.
  default boolean matches(@Nullable Object given) {
    return (this instanceof Text(String glob) && given instanceof String text)
        ? matchesGlob(glob, text)
        : isSame(given);
  }

  private boolean isSame(@Nullable Object given) {
    return switch (this) {
      case Text(String text) -> text.equals(given);
      case Flag(boolean on) -> given instanceof Boolean flag && flag == on;
      case Several(List<ParameterValue> values) ->
          given instanceof List<?> list && isSameList(values, list);
      case Fields(Map<String, ParameterValue> fields) ->
          given instanceof Map<?, ?> map && isSameMap(fields, map);
      case Unmatched _ -> false;
    };
  }

  private static boolean isSameList(List<ParameterValue> values, List<?> given) {
    if (values.size() != given.size()) {
      return false;
    }
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).isSame(given.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSameMap(Map<String, ParameterValue> fields, Map<?, ?> given) {
    return fields.size() == given.size()
        && fields.entrySet().stream()
            .allMatch(field -> field.getValue().isSame(given.get(field.getKey())));
  }

  private static boolean matchesGlob(String glob, String text) {
    int last = glob.length() - 1;
    if (last < 1) {
      return glob.equals(text);
    }
    boolean openStart = glob.startsWith("*");
    boolean openEnd = glob.endsWith("*");
    if (openStart && openEnd) {
      return text.contains(glob.substring(1, last));
    }
    if (openStart) {
      return text.endsWith(glob.substring(1));
    }
    return openEnd ? text.startsWith(glob.substring(0, last)) : glob.equals(text);
  }

  record Text(String text) implements ParameterValue {}

  record Flag(boolean on) implements ParameterValue {}

  record Several(List<ParameterValue> values) implements ParameterValue {
    public Several {
      values = List.copyOf(values);
    }
  }

  record Fields(Map<String, ParameterValue> fields) implements ParameterValue {
    public Fields {
      fields = Map.copyOf(fields);
    }
  }

  record Unmatched() implements ParameterValue {}
}
