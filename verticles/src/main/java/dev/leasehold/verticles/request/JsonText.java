package dev.leasehold.verticles.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON texts that we keep ourselves, as the data of a secret: plain values to bytes and back, with
/// numbers as they were written.
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /// A value made of String, Boolean, Number, List, Map and null as UTF-8.
  public static byte[] write(@Nullable Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      write(json, value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Boolean flag -> json.writeBoolean(flag);
      case Number number -> json.writeNumber(number.toString());
      case List<?> list -> {
        json.writeStartArray();
        for (Object one : list) {
          write(json, one);
        }
        json.writeEndArray();
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
    }
  }

  /// The object that [#write] made these bytes of; anything else is a fault of ours.
  @SuppressWarnings("unchecked")
  public static Map<String, Object> readObject(byte[] bytes) {
    try (JsonParser json = FACTORY.createParser(bytes)) {
      json.nextToken();
      return (Map<String, Object>) java.util.Objects.requireNonNull(read(json));
    } catch (IOException | ClassCastException | NullPointerException broken) {
      throw new Fault("a kept JSON text cannot be read");
    }
  }

  /// The object that a client has put into a text, or null where that is no JSON object.
  public static @Nullable Map<String, Object> object(String text) {
    if (!text.stripLeading().startsWith("{")) {
      return null;
    }
    try {
      return readObject(text.getBytes(StandardCharsets.UTF_8));
    } catch (Fault noObject) {
      return null;
    }
  }

  /// The value of a text that another system has written: String, Boolean, [JsonNumber], List, Map
  /// or null. Throws `IllegalArgumentException` where it is none; the text is not repeated.
  public static @Nullable Object readForeign(byte[] bytes) {
    try (JsonParser json = FACTORY.createParser(bytes)) {
      if (json.nextToken() == null) {
        throw new IllegalArgumentException("there is no JSON");
      }
      return read(json);
    } catch (IOException broken) {
      throw new IllegalArgumentException("this is no JSON");
    }
  }

  private static @Nullable Object read(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    return switch (token) {
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(json.getText());
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(json));
        }
        yield list;
      }
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          map.put(name, read(json));
        }
        yield map;
      }
      case null, default -> null;
    };
  }
}
