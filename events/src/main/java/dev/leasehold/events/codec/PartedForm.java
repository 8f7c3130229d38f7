package dev.leasehold.events.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The forms of values that are made of others, but for records.
sealed interface PartedForm<T extends @Nullable Object> extends Form<T> {

  /// A value that may be absent: null is written, never left out.
  record Optional(Form<Object> present) implements PartedForm<@Nullable Object> {
    @Override
    public void write(@Nullable Object value, JsonGenerator out) throws IOException {
      if (value == null) {
        out.writeNull();
      } else {
        present.write(value, out);
      }
    }

    @Override
    @SuppressWarnings("NullAway") // it does not see that this form's values may be null
    public @Nullable Object read(JsonParser in) throws IOException {
      return in.currentToken() == JsonToken.VALUE_NULL ? null : present.read(in);
    }
  }

  /// An array of values of one form.
  record Listed(Form<Object> element) implements PartedForm<Object> {
    @Override
    public void write(Object value, JsonGenerator out) throws IOException {
      out.writeStartArray();
      for (Object each : (List<?>) value) {
        element.write(each, out);
      }
      out.writeEndArray();
    }

    @Override
    public Object read(JsonParser in) throws IOException {
      PlainForm.expect(JsonToken.START_ARRAY, in);
      List<Object> read = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        read.add(element.read(in));
      }
      return List.copyOf(read);
    }
  }

  /// An object of texts. Its names are in ascending order, so that equal maps are equal bytes.
  record Mapped() implements PartedForm<Object> {
    @Override
    public void write(Object value, JsonGenerator out) throws IOException {
      out.writeStartObject();
      for (Map.Entry<?, ?> each : new TreeMap<>((Map<?, ?>) value).entrySet()) {
        out.writeStringField((String) each.getKey(), (String) each.getValue());
      }
      out.writeEndObject();
    }

    @Override
    public Object read(JsonParser in) throws IOException {
      PlainForm.expect(JsonToken.START_OBJECT, in);
      Map<String, String> read = new LinkedHashMap<>();
      String last = null;
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        if (last != null && last.compareTo(name) >= 0) {
          throw new CorruptLog("the names in a map do not ascend");
        }
        in.nextToken();
        PlainForm.expect(JsonToken.VALUE_STRING, in);
        read.put(name, in.getText());
        last = name;
      }
      PlainForm.expect(JsonToken.END_OBJECT, in);
      return Collections.unmodifiableMap(read);
    }
  }

  /// One of an enum's constants, by name.
  record Constant(Map<String, Object> byName) implements PartedForm<Object> {
    static Constant of(Class<?> type) {
      return new Constant(
          List.of(type.getEnumConstants()).stream()
              .collect(
                  Collectors.toUnmodifiableMap(each -> ((Enum<?>) each).name(), each -> each)));
    }

    @Override
    public void write(Object value, JsonGenerator out) throws IOException {
      out.writeString(((Enum<?>) value).name());
    }

    @Override
    public Object read(JsonParser in) throws IOException {
      PlainForm.expect(JsonToken.VALUE_STRING, in);
      Object found = byName.get(in.getText());
      if (found == null) {
        throw new CorruptLog("an unknown word where one of a few is due");
      }
      return found;
    }
  }

  /// An event: an object that begins with the event's name, followed by its own fields.
  record Named(Map<String, RecordForm> byName) implements PartedForm<Object> {
    private static final String FIELD = "event";

    @Override
    public void write(Object value, JsonGenerator out) throws IOException {
      String name = EventTypes.nameOf((Event) value);
      out.writeStartObject();
      out.writeStringField(FIELD, name);
      formOf(name).writeFields(value, out);
      out.writeEndObject();
    }

    @Override
    public Object read(JsonParser in) throws IOException {
      PlainForm.expect(JsonToken.START_OBJECT, in);
      if (!FIELD.equals(in.nextFieldName())) {
        throw new CorruptLog("an event without a name");
      }
      in.nextToken();
      PlainForm.expect(JsonToken.VALUE_STRING, in);
      return formOf(in.getText()).readFields(in);
    }

    private RecordForm formOf(String name) {
      RecordForm found = byName.get(name);
      if (found == null) {
        throw new CorruptLog("an event of an unknown type: the log is newer than this node");
      }
      return found;
    }
  }
}
