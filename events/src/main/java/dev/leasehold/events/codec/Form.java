package dev.leasehold.events.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The one written form of the values of a type, as JSON. Forms are immutable and may be used from
/// any thread.
interface Form<T extends @Nullable Object> {

  void write(T value, JsonGenerator out) throws IOException;

  /// Reads a value. The parser stands on its first token, and on its last one afterwards. What has
  /// another form is a `CorruptLog`.
  T read(JsonParser in) throws IOException;
}
