package dev.leasehold.events.codec;

import dev.leasehold.events.Event;
import dev.leasehold.events.PayloadName;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the form of each type by looking at its declaration, once, when the codec is made. A type
/// that has no form fails there, not when it is first written.
final class Forms {

  private static final Map<Type, Form<Object>> PLAIN =
      Map.of(
          String.class, PlainForm.TEXT,
          long.class, PlainForm.LONG,
          Long.class, PlainForm.LONG,
          int.class, PlainForm.INT,
          boolean.class, PlainForm.BOOLEAN,
          Instant.class, PlainForm.INSTANT,
          PayloadName.class, PlainForm.PAYLOAD_NAME);

  private final Map<Class<?>, RecordForm> records = new HashMap<>();
  private final Map<String, RecordForm> events = new HashMap<>();
  private final PartedForm.Named event = new PartedForm.Named(events);

  Forms() {
    EventTypes.all().forEach((name, type) -> events.put(name, ofRecord(type)));
  }

  /// The form of an event of any type.
  Form<Object> ofEvent() {
    return event;
  }

  RecordForm ofRecord(Class<?> type) {
    RecordForm known = records.get(type);
    if (known == null) {
      known = RecordForm.of(type, component -> of(component.getAnnotatedType()));
      records.put(type, known);
    }
    return known;
  }

  // A form that may yield null stands only where null may stand.
  @SuppressWarnings({"NullAway", "unchecked"})
  private Form<Object> of(AnnotatedType declared) {
    Form<Object> present = ofPresent(declared);
    return declared.isAnnotationPresent(Nullable.class)
        ? (Form<Object>) (Form<?>) new PartedForm.Optional(present)
        : present;
  }

  private Form<Object> ofPresent(AnnotatedType declared) {
    Type type = declared.getType();
    Form<Object> plain = PLAIN.get(type);
    if (plain != null) {
      return plain;
    }
    if (declared instanceof AnnotatedParameterizedType parted) {
      return ofParted(parted);
    }
    if (type instanceof Class<?> found && found.isEnum()) {
      return PartedForm.Constant.of(found);
    }
    if (type instanceof Class<?> found && found.isRecord()) {
      return ofRecord(found);
    }
    if (type == Event.class) {
      return event;
    }
    throw new IllegalStateException(type + " has no written form");
  }

  private Form<Object> ofParted(AnnotatedParameterizedType declared) {
    ParameterizedType type = (ParameterizedType) declared.getType();
    AnnotatedType[] arguments = declared.getAnnotatedActualTypeArguments();
    if (type.getRawType() == List.class) {
      return new PartedForm.Listed(of(arguments[0]));
    }
    boolean texts =
        arguments[0].getType() == String.class
            && arguments[arguments.length - 1].getType() == String.class;
    if (type.getRawType() == Map.class && texts) {
      return new PartedForm.Mapped();
    }
    throw new IllegalStateException(type + " has no written form");
  }
}
