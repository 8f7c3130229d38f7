package dev.leasehold.events.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.leasehold.events.CorruptLog;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The form of a record class: an object with exactly its components, in the order of declaration.
final class RecordForm implements Form<Object> {

  private final String type;
  private final List<Field> fields;
  private final MethodHandle constructor;

  private RecordForm(String type, List<Field> fields, MethodHandle constructor) {
    this.type = type;
    this.fields = fields;
    this.constructor = constructor;
  }

  /// The form of a public record class, whose components have the forms that are asked for.
  static RecordForm of(Class<?> type, Function<RecordComponent, Form<Object>> formOf) {
    RecordComponent[] components = type.getRecordComponents();
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      List<Field> fields =
          Stream.of(components)
              .map(each -> new Field(each.getName(), accessor(lookup, each), formOf.apply(each)))
              .toList();
      Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new);
      MethodHandle constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
      return new RecordForm(type.getSimpleName(), fields, constructor);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be written to the log", e);
    }
  }

  private static MethodHandle accessor(MethodHandles.Lookup lookup, RecordComponent component) {
    try {
      return lookup
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(component + " cannot be written to the log", e);
    }
  }

  @Override
  public void write(Object value, JsonGenerator out) throws IOException {
    out.writeStartObject();
    writeFields(value, out);
    out.writeEndObject();
  }

  @Override
  public Object read(JsonParser in) throws IOException {
    PlainForm.expect(JsonToken.START_OBJECT, in);
    return readFields(in);
  }

  void writeFields(Object value, JsonGenerator out) throws IOException {
    for (Field each : fields) {
      out.writeFieldName(each.written);
      each.form.write(each.of(value), out);
    }
  }

  /// Reads the fields from the next token on, up to the end of the object.
  Object readFields(JsonParser in) throws IOException {
    @Nullable Object[] values = new @Nullable Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      Field field = fields.get(i);
      if (!in.nextFieldName(field.written)) {
        throw new CorruptLog(type + " must have its field " + field.written.getValue() + " here");
      }
      in.nextToken();
      values[i] = field.form.read(in);
    }
    if (in.nextToken() != JsonToken.END_OBJECT) {
      throw new CorruptLog(type + " has a field that is unknown");
    }
    return made(values);
  }

  private Object made(@Nullable Object[] values) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new CorruptLog("a " + type + " that cannot be", e);
    }
  }

  /// One component: its name, how it is read off a record, and its form.
  private static final class Field {
    private final SerializedString written;
    private final MethodHandle accessor;
    private final Form<Object> form;

    Field(String name, MethodHandle accessor, Form<Object> form) {
      this.written = new SerializedString(name);
      this.accessor = accessor;
      this.form = form;
    }

    Object of(Object value) {
      try {
        return (Object) accessor.invokeExact(value);
      } catch (Error | RuntimeException e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
