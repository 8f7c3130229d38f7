package dev.leasehold.verticles.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leasehold.crypto.secret.SecretBytes;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the data of a request or of an answer as JSON whose values are hashed.
///
/// ```text
/// text, secret, bytes, anything unknown   hashed, at every depth
/// number                                  hashed as its text in a request, shown in an answer
/// boolean, null, time, names of members   shown
/// value under a name that a mount exempts shown
/// ```
///
/// Members are sorted by name, as Vault's are.
///
/// @param exempt names whose texts the mount shows
/// @param request whether this is data of a request
record HashedValues(AuditHash hash, List<String> exempt, boolean request) {

  void write(JsonGenerator json, Map<?, ?> data) throws IOException {
    Object[] names = data.keySet().toArray();
    if (names.length > 1) {
      Arrays.sort(names, (a, b) -> String.valueOf(a).compareTo(String.valueOf(b)));
    }
    json.writeStartObject();
    for (Object name : names) {
      String text = String.valueOf(name);
      json.writeFieldName(text);
      value(json, data.get(name), exempt.contains(text));
    }
    json.writeEndObject();
  }

  private void value(JsonGenerator json, @Nullable Object value, boolean shown) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Boolean flag -> json.writeBoolean(flag);
      case Map<?, ?> map -> write(json, map);
      case Collection<?> list -> {
        json.writeStartArray();
        for (Object one : list) {
          value(json, one, shown);
        }
        json.writeEndArray();
      }
      case Instant time -> json.writeString(GoTime.nanos(time));
      case Number number -> number(json, number, shown);
      // A secret stays hashed whatever a mount exempts, but where nothing is hashed.
      case SecretBytes secret -> json.writeString(hash.secret(secret));
      case byte[] bytes -> json.writeString(hash.bytes(bytes));
      case String text -> json.writeString(shown ? text : hash.text(text));
      default -> json.writeString(hash.text(value.toString()));
    }
  }

  private void number(JsonGenerator json, Number number, boolean shown) throws IOException {
    String text = number.toString();
    if (!request || shown || hash.isRaw()) {
      json.writeNumber(text);
    } else {
      json.writeString(hash.text(text));
    }
  }
}
