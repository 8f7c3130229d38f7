package dev.leasehold.projections.table;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.codec.InstantText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The plaintext of a row: a JSON list of its table's name, its key and its value. Equal rows have
/// equal plaintexts, whatever order their maps are in. May be used from any thread.
final class RowText {

  /// A row as it was read back.
  record Read<K, V>(K key, V value) {}

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS, MapperFeature.AUTO_DETECT_GETTERS)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new InstantToText())
                  .addDeserializer(Instant.class, new TextToInstant()))
          .build();

  private static final Map<Class<?>, ObjectReader> READERS = new ConcurrentHashMap<>();

  private RowText() {}

  static byte[] write(String name, Object key, Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = MAPPER.createGenerator(bytes)) {
      generator.writeStartArray();
      generator.writeString(name);
      MAPPER.writeValue(generator, key);
      MAPPER.writeValue(generator, value);
      generator.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a row cannot be written", e);
    }
    return bytes.toByteArray();
  }

  static <K, V> Read<K, V> read(String name, Class<K> keys, Class<V> values, byte[] text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      parser.nextToken();
      if (!name.equals(parser.nextTextValue())) {
        throw new CorruptLog("a row of the store belongs to another table");
      }
      parser.nextToken();
      K key = reader(keys).readValue(parser);
      parser.nextToken();
      V value = reader(values).readValue(parser);
      return new Read<>(key, value);
    } catch (IOException e) {
      // Without its cause, whose text would quote the row.
      throw new CorruptLog("a row of table " + name + " cannot be read");
    }
  }

  private static ObjectReader reader(Class<?> type) {
    return READERS.computeIfAbsent(type, MAPPER::readerFor);
  }

  /// ISO 8601, to the nanosecond.
  private static final class InstantToText extends StdSerializer<Instant> {
    InstantToText() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator target, SerializerProvider provider)
        throws IOException {
      target.writeString(InstantText.of(value));
    }
  }

  /// What [InstantToText] wrote.
  private static final class TextToInstant extends StdDeserializer<Instant> {
    TextToInstant() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser source, DeserializationContext context)
        throws IOException {
      return Instant.parse(source.getText());
    }
  }
}
