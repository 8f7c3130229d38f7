package dev.leasehold.verticles.request;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of a request, read by the types that a route declares. All that was given is read at
/// once, so that a value of a wrong type is refused before anything is decided. Immutable.
///
/// What a path captures beats what the body says of the same name. A field that was not given reads
/// as its default, else as its type's zero; `null` counts as given and reads as zero, but for
/// durations and times, where it counts as not given. Asking for a name that the route neither
/// declares nor captures, or by another type, is a fault of ours: `IllegalArgumentException`.
public final class Fields {
  private static final Fields NONE = new Fields(List.of(), Map.of(), List.of(), List.of());

  private final List<Field> declared;
  private final Map<String, @Nullable Object> values;
  private final List<String> ignored;
  private final List<String> replaced;

  private Fields(
      List<Field> declared,
      Map<String, @Nullable Object> values,
      List<String> ignored,
      List<String> replaced) {
    this.declared = declared;
    this.values = values;
    this.ignored = ignored;
    this.replaced = replaced;
  }

  /// Reads what a client sent.
  ///
  /// @param declared the route's fields; a captured name without one is read as text
  /// @param anyFields no field counts as ignored
  /// @param data the members of the body or the query
  /// @param captured what the route's pattern captured of the path
  /// @param existenceCheck the request writes to a route with an existence check, which in Vault
  ///   reads the fields first and words its refusal differently
  /// @throws Refusal where a value cannot be read by its type
  public static Fields read(
      List<Field> declared,
      boolean anyFields,
      Map<String, @Nullable Object> data,
      Map<String, String> captured,
      boolean existenceCheck) {
    if (data.isEmpty() && captured.isEmpty()) {
      return declared.isEmpty() ? NONE : new Fields(declared, Map.of(), List.of(), List.of());
    }
    Map<String, @Nullable Object> values = new HashMap<>();
    List<String> ignored = new ArrayList<>();
    List<String> replaced = new ArrayList<>();
    for (Map.Entry<String, @Nullable Object> member : data.entrySet()) {
      String name = member.getKey();
      if (captured.containsKey(name)) {
        if (member.getValue() != null) {
          replaced.add(name);
        }
        continue;
      }
      Field field = find(declared, name);
      if (field != null) {
        take(field, member.getValue(), existenceCheck, values);
      } else if (!anyFields) {
        ignored.add(name);
      }
    }
    for (Map.Entry<String, String> part : captured.entrySet()) {
      Field field = find(declared, part.getKey());
      if (field == null) {
        values.put(part.getKey(), part.getValue());
      } else {
        take(field, part.getValue(), existenceCheck, values);
      }
    }
    Collections.sort(ignored);
    Collections.sort(replaced);
    return new Fields(declared, values, List.copyOf(ignored), List.copyOf(replaced));
  }

  private static void take(
      Field field,
      @Nullable Object raw,
      boolean existenceCheck,
      Map<String, @Nullable Object> values) {
    Object value;
    try {
      value = field.type().decode(raw);
    } catch (Undecodable e) {
      throw undecodable(field, raw, existenceCheck, e);
    }
    if (value != null || field.type() == FieldType.RAW) {
      values.put(field.name(), value);
    }
  }

  /// In Vault's words, but for secrets, which Vault repeats (THREATS T23).
  private static Refusal undecodable(
      Field field, @Nullable Object raw, boolean existenceCheck, Undecodable why) {
    return Refusal.badRequest(
        (existenceCheck ? "" : "Field validation failed: ")
            + "error converting input "
            + (field.secret() ? "" : GoText.shown(raw) + " ")
            + "for field "
            + GoText.quoted(field.name())
            + ": "
            + (field.secret() ? "the value has another type" : why.getMessage()));
  }

  private static @Nullable Field find(List<Field> declared, String name) {
    for (int i = 0; i < declared.size(); i++) {
      Field field = declared.get(i);
      if (field.name().equals(name)) {
        return field;
      }
    }
    return null;
  }

  /// Whether the client sent it, as a body field, in the query or in the path.
  public boolean given(String name) {
    return values.containsKey(name);
  }

  public String text(String name) {
    return value(name, String.class);
  }

  /// The number, or the nearest that an `int` can hold.
  public int integer(String name) {
    return Math.clamp(value(name, Long.class), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /// The number as it was sent.
  public long number(String name) {
    return value(name, Long.class);
  }

  public boolean flag(String name) {
    return value(name, Boolean.class);
  }

  public long seconds(String name) {
    return value(name, Long.class);
  }

  @SuppressWarnings("unchecked") // what a list field decodes to
  public List<String> list(String name) {
    return (List<String>) value(name, List.class);
  }

  @SuppressWarnings("unchecked") // what an integer list field decodes to
  public List<Long> integers(String name) {
    return (List<Long>) value(name, List.class);
  }

  @SuppressWarnings("unchecked") // what a pairs field decodes to
  public Map<String, String> pairs(String name) {
    return (Map<String, String>) value(name, Map.class);
  }

  /// The members of an object, in the order in which they were sent; a member may be null.
  @SuppressWarnings("unchecked") // what a map field decodes to
  public Map<String, Object> map(String name) {
    return (Map<String, Object>) value(name, Map.class);
  }

  /// A point in time; the epoch where none was given.
  public Instant time(String name) {
    return value(name, Instant.class);
  }

  /// The value as it was sent, where the field is of type raw; else as it was read.
  public @Nullable Object raw(String name) {
    return find(name);
  }

  /// Names of the body or query that the route does not know, sorted.
  public List<String> ignored() {
    return ignored;
  }

  /// Names of the body or query that the path's captures beat, sorted.
  public List<String> replaced() {
    return replaced;
  }

  private <T> T value(String name, Class<T> type) {
    Object value = find(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("field " + name + " is no " + type.getSimpleName());
    }
    return type.cast(value);
  }

  private @Nullable Object find(String name) {
    Object value = values.get(name);
    if (value != null || values.containsKey(name)) {
      return value;
    }
    Field field = find(declared, name);
    if (field == null) {
      throw new IllegalArgumentException("no field " + name + " is declared");
    }
    return field.fallback() == null ? field.type().zero() : field.fallback();
  }
}
