package dev.leasehold.verticles.http;

import dev.leasehold.verticles.request.Refusal;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a body chunk by chunk: JSON, whatever the content type says, or a form if the type says so
/// and it does not begin like JSON. Of a JSON body nothing is kept but its values. Used by one
/// request, on its event loop.
final class BodyReader {
  private final boolean formAllowed;
  private final Buffer form = Buffer.buffer();
  private @Nullable JsonReader json;
  private boolean isForm;
  private long received;

  /// Takes the value of the header `Content-Type`, null where there is none.
  BodyReader(@Nullable String contentType) {
    this.formAllowed =
        contentType != null
            && MediaType.isWellFormed(contentType)
            && MediaType.name(contentType).equals("application/x-www-form-urlencoded");
  }

  /// Takes the next chunk, or refuses the body for its size or for what it says.
  void feed(Buffer chunk) {
    skip(chunk);
    byte[] bytes = chunk.getBytes();
    if (json == null && !isForm && !decide(bytes)) {
      return;
    }
    if (json == null) {
      form.appendBytes(bytes);
    } else {
      json.feed(bytes);
    }
  }

  /// The members of the body, after the last chunk.
  Map<String, @Nullable Object> finish() {
    if (json != null) {
      return json.finish();
    }
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> pair :
        QueryText.read(form.toString(StandardCharsets.ISO_8859_1)).entrySet()) {
      data.put(pair.getKey(), String.join(",", pair.getValue()));
    }
    return data;
  }

  /// Counts a chunk of a body that is refused already, and refuses it for its size too.
  void skip(Buffer chunk) {
    received += chunk.length();
    if (received > RequestReader.MAX_BODY_BYTES) {
      throw tooLarge();
    }
  }

  /// Vault's text for it, though the JSON may be right.
  static Refusal tooLarge() {
    return Refusal.of(Refusal.Kind.TOO_LARGE, "error parsing JSON");
  }

  /// Whether a body may have the length that its head tells, in digits.
  static boolean isAllowed(String contentLength) {
    return contentLength.length() <= 8
        && Integer.parseInt(contentLength) <= RequestReader.MAX_BODY_BYTES;
  }

  /// Whether it can be said by now what the body is; blanks alone may begin either kind.
  private boolean decide(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        if (formAllowed && b != '{' && b != '[') {
          isForm = true;
        } else {
          json = new JsonReader();
        }
        return true;
      }
    }
    return false;
  }
}
