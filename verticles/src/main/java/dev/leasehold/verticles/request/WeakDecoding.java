package dev.leasehold.verticles.request;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// From a JSON value to the type of a field, as tolerant as Vault: `"5"` and `true` are numbers,
/// `1` is a text and a boolean, a scalar is a list of one. What it does not tolerate is an
/// [Undecodable] with the text that Vault has from its libraries.
///
/// In the messages a place is the path into the value, as `[0]`, and empty at the top.
final class WeakDecoding {
  private WeakDecoding() {}

  static String text(@Nullable Object raw) {
    return text("", raw);
  }

  static String lowerCase(@Nullable Object raw) {
    return text("", raw).toLowerCase(Locale.ROOT);
  }

  static Object integer(@Nullable Object raw) {
    return switch (raw) {
      case null -> 0L;
      case Boolean flag -> flag ? 1L : 0L;
      case List<?> list -> throw unconvertible("", "int", list);
      case Map<?, ?> map -> throw unconvertible("", "int", map);
      default -> {
        String text = raw.toString();
        try {
          yield text.isEmpty() ? 0L : GoNumber.anyBase(text);
        } catch (Undecodable e) {
          throw new Undecodable("cannot parse '' as int: " + e.getMessage());
        }
      }
    };
  }

  static Object flag(@Nullable Object raw) {
    return switch (raw) {
      case null -> false;
      case Boolean flag -> flag;
      case List<?> list -> throw unconvertible("", "bool", list);
      case Map<?, ?> map -> throw unconvertible("", "bool", map);
      default -> {
        String text = raw.toString();
        try {
          yield !text.isEmpty() && GoNumber.flag(text);
        } catch (Undecodable e) {
          throw new Undecodable("cannot parse '' as bool: " + e.getMessage());
        }
      }
    };
  }

  static @Nullable Object seconds(@Nullable Object raw) {
    Object seconds = signedSeconds(raw);
    if (seconds instanceof Long negative && negative < 0) {
      throw new Undecodable("cannot provide negative value '" + negative + "'");
    }
    return seconds;
  }

  static @Nullable Object signedSeconds(@Nullable Object raw) {
    return raw == null ? null : Long.valueOf(DurationText.read(raw).toNanos() / 1_000_000_000L);
  }

  static List<String> commaList(@Nullable Object raw) {
    if (raw instanceof String || raw instanceof Number) {
      String text = raw.toString();
      return text.isEmpty() ? List.of() : trimmed(Arrays.asList(text.split(",", -1)));
    }
    return trimmed(texts(raw));
  }

  static List<String> stringList(@Nullable Object raw) {
    return "".equals(raw) ? List.of() : trimmed(texts(raw));
  }

  static List<Long> integerList(@Nullable Object raw) {
    List<?> items = integerItems(raw);
    List<Long> numbers = new ArrayList<>(items.size());
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      try {
        numbers.add(listed("[" + i + "]", items.get(i)));
      } catch (Undecodable e) {
        errors.add("* " + e.getMessage());
      }
    }
    refuse(errors);
    return numbers;
  }

  private static List<?> integerItems(@Nullable Object raw) {
    return switch (raw) {
      case null -> List.of();
      case String text -> text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
      case Number number -> Arrays.asList(number.toString().split(",", -1));
      case List<?> list -> list;
      case Map<?, ?> map when map.isEmpty() -> List.of();
      default -> List.of(raw);
    };
  }

  private static long listed(String place, @Nullable Object item) {
    if (item instanceof List<?> || item instanceof Map<?, ?>) {
      throw unconvertible(place, "int", item);
    }
    String text = text(place, item);
    try {
      return text.isEmpty() ? 0 : GoNumber.anyBase(text);
    } catch (Undecodable e) {
      throw new Undecodable("cannot parse '" + place + "' as int: " + e.getMessage());
    }
  }

  static Map<String, String> pairs(@Nullable Object raw) {
    try {
      Map<String, String> pairs = new LinkedHashMap<>();
      for (Map.Entry<String, Object> member : map(raw).entrySet()) {
        pairs.put(member.getKey(), text("", member.getValue()));
      }
      return Collections.unmodifiableMap(pairs);
    } catch (Undecodable noMap) {
      return namedValues(texts(raw));
    }
  }

  private static Map<String, String> namedValues(List<String> texts) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new Undecodable("invalid key pair " + GoText.quoted(text));
      }
      pairs.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return Collections.unmodifiableMap(pairs);
  }

  /// An object; a list of objects becomes one that has the members of all.
  static Map<String, Object> map(@Nullable Object raw) {
    Map<String, Object> members = new LinkedHashMap<>();
    addMembers("", raw, members);
    return Collections.unmodifiableMap(members);
  }

  private static void addMembers(String place, @Nullable Object raw, Map<String, Object> members) {
    switch (raw) {
      case null -> {}
      case Map<?, ?> map -> map.forEach((name, value) -> members.put((String) name, value));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          addMembers(place + "[" + i + "]", list.get(i), members);
        }
      }
      default ->
          throw new Undecodable(
              "'"
                  + place
                  + "' expected a map, got '"
                  + (raw instanceof Boolean ? "bool" : "string")
                  + "'");
    }
  }

  static @Nullable Object time(@Nullable Object raw) {
    return switch (raw) {
      case null -> null;
      case Number number -> Instant.ofEpochSecond(GoNumber.decimal(number.toString()));
      case String text -> time(text);
      default -> throw new Undecodable("could not parse time from input type");
    };
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException noDate) {
      if (GoNumber.isDecimal(text)) {
        return Instant.ofEpochSecond(GoNumber.decimal(text));
      }
      throw new Undecodable("could not parse string as date and time");
    }
  }

  private static String text(String place, @Nullable Object raw) {
    return switch (raw) {
      case null -> "";
      case Boolean flag -> flag ? "1" : "0";
      case List<?> list -> throw unconvertible(place, "string", list);
      case Map<?, ?> map -> throw unconvertible(place, "string", map);
      default -> raw.toString();
    };
  }

  private static List<String> texts(@Nullable Object raw) {
    List<?> items =
        switch (raw) {
          case null -> List.of();
          case List<?> list -> list;
          case Map<?, ?> map when map.isEmpty() -> List.of();
          default -> List.of(raw);
        };
    List<String> texts = new ArrayList<>(items.size());
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      try {
        texts.add(text("[" + i + "]", items.get(i)));
      } catch (Undecodable e) {
        errors.add("* " + e.getMessage());
      }
    }
    refuse(errors);
    return texts;
  }

  private static void refuse(List<String> errors) {
    if (!errors.isEmpty()) {
      Collections.sort(errors);
      throw new Undecodable(errors.size() + " error(s) decoding:\n\n" + String.join("\n", errors));
    }
  }

  private static List<String> trimmed(List<String> texts) {
    return texts.stream().map(WeakDecoding::trimmed).toList();
  }

  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /// Go's white space, which unlike Java's has the spaces that do not break a line.
  private static boolean isSpace(char c) {
    return c == 0x85 || Character.isSpaceChar(c) || (c >= '\t' && c <= '\r');
  }

  private static Undecodable unconvertible(String place, String type, Object value) {
    return new Undecodable(
        "'"
            + place
            + "' expected type '"
            + type
            + "', got unconvertible type '"
            + (value instanceof List ? "[]interface {}" : "map[string]interface {}")
            + "', value: '"
            + GoText.shown(value)
            + "'");
  }
}
