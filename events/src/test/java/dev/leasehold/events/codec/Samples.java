package dev.leasehold.events.codec;

import dev.leasehold.events.Event;
import dev.leasehold.events.PayloadName;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes a value of any event record, always the same one: what a component holds follows from its
/// name and type, so that no two components of a record hold the same by accident.
final class Samples {
  private final boolean absent;

  private Samples(boolean absent) {
    this.absent = absent;
  }

  /// A sample in which everything that may be absent is there.
  static <T> T full(Class<T> type) {
    return type.cast(new Samples(false).recordOf(type));
  }

  /// A sample in which everything that may be absent is absent.
  static <T> T sparse(Class<T> type) {
    return type.cast(new Samples(true).recordOf(type));
  }

  /// Every event record there is, found by walking down from the sealed root.
  static Stream<Class<? extends Event>> eventRecords() {
    return recordsUnder(Event.class).map(each -> each.asSubclass(Event.class));
  }

  private static Stream<Class<?>> recordsUnder(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(Samples::recordsUnder)
        : Stream.of(type);
  }

  private Object recordOf(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new);
    @Nullable Object[] values =
        Stream.of(components)
            .map(each -> valueOf(each.getName(), each.getAnnotatedType()))
            .toArray();
    try {
      return type.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type + " cannot be made", e);
    }
  }

  private @Nullable Object valueOf(String name, AnnotatedType declared) {
    if (absent && declared.isAnnotationPresent(Nullable.class)) {
      return null;
    }
    if (declared instanceof AnnotatedParameterizedType parted) {
      AnnotatedType[] arguments = parted.getAnnotatedActualTypeArguments();
      return arguments.length == 1
          ? List.of(
              Objects.requireNonNull(valueOf(name + " 1", arguments[0])),
              Objects.requireNonNull(valueOf(name + " 2", arguments[0])))
          : Map.of(name + " b", "ä\"\n", name + " a", "");
    }
    return plain(name, (Class<?>) declared.getType());
  }

  private Object plain(String name, Class<?> type) {
    int number = name.hashCode();
    return switch (type.getSimpleName()) {
      case "String" -> "the " + name;
      case "long", "Long" -> (long) number << 20;
      case "int" -> number;
      case "boolean" -> number % 2 == 0;
      case "Instant" -> Instant.ofEpochSecond(Math.abs(number), Math.abs(number % 1_000_000_000));
      case "PayloadName" -> new PayloadName(HexFormat.of().toHexDigits(number).repeat(4));
      default -> type.isEnum() ? type.getEnumConstants()[0] : recordOf(type);
    };
  }
}
