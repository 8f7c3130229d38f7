package dev.leasehold.verticles.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import dev.leasehold.verticles.request.JsonNumber;
import dev.leasehold.verticles.request.Refusal;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one JSON object while its bytes arrive, so that what is over a limit is refused when it
/// comes and not when it has all been stored. Used by one request, on its event loop.
///
/// What follows the object is ignored, of equal names the last wins, `null` and nothing at all are
/// an empty object. Everything else is refused with one text, which repeats nothing of the body.
final class JsonReader {
  /// Far deeper than any secret, far from any stack overflow in what walks the values.
  static final int MAX_DEPTH = 300;

  /// Members and items in all. A value costs up to a hundred times its bytes in memory, so the
  /// limit on bytes alone would let one body fill the heap; a batch of 100,000 fits.
  static final int MAX_VALUES = 500_000;

  /// The longest number: reading one takes time that grows faster than its length.
  static final int MAX_NUMBER_CHARACTERS = 1_000;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(RequestReader.MAX_BODY_BYTES)
                  .build())
          .build();

  private final JsonParser parser;
  private final ByteArrayFeeder feeder;
  private final Deque<Object> open = new ArrayDeque<>();
  private @Nullable Map<String, @Nullable Object> root;
  private int values;
  private boolean complete;

  JsonReader() {
    try {
      parser = FACTORY.createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw new IllegalStateException("a parser without input does no I/O", e);
    }
    feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
  }

  /// Takes the next bytes; refuses as soon as they cannot belong to a JSON object.
  void feed(byte[] bytes) {
    if (complete) {
      return;
    }
    try {
      feeder.feedInput(bytes, 0, bytes.length);
      drain();
    } catch (IOException e) {
      throw notJson();
    }
  }

  /// The members, after all bytes were fed.
  Map<String, @Nullable Object> finish() {
    if (!complete) {
      feeder.endOfInput();
      try {
        drain();
      } catch (IOException e) {
        throw notJson();
      }
      if (!open.isEmpty()) {
        throw notJson();
      }
    }
    return root == null ? Map.of() : root;
  }

  static Refusal notJson() {
    return Refusal.badRequest("error parsing JSON");
  }

  private void drain() throws IOException {
    while (!complete) {
      JsonToken token = parser.nextToken();
      if (token == null || token == JsonToken.NOT_AVAILABLE) {
        return;
      }
      take(token);
    }
    parser.close();
  }

  private void take(JsonToken token) throws IOException {
    switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (open.isEmpty()) {
          root = members;
        } else {
          attach(members);
        }
        open.addLast(members);
      }
      case START_ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        attach(items);
        open.addLast(items);
      }
      case END_OBJECT, END_ARRAY -> {
        open.removeLast();
        complete = open.isEmpty();
      }
      case FIELD_NAME -> {}
      case VALUE_STRING -> attach(wellFormed(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> attach(number(parser.getText()));
      case VALUE_TRUE -> attach(true);
      case VALUE_FALSE -> attach(false);
      case VALUE_NULL -> {
        if (open.isEmpty()) {
          complete = true;
        } else {
          attach(null);
        }
      }
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw notJson();
    }
  }

  private static JsonNumber number(String text) {
    if (text.length() > MAX_NUMBER_CHARACTERS) {
      throw notJson();
    }
    return new JsonNumber(text);
  }

  @SuppressWarnings("unchecked") // what is open is one of the two that take() made
  private void attach(@Nullable Object value) throws IOException {
    Object container = open.peekLast();
    if (container == null || ++values > MAX_VALUES) {
      throw notJson();
    }
    if (container instanceof Map<?, ?> members) {
      ((Map<String, @Nullable Object>) members).put(wellFormed(parser.currentName()), value);
    } else {
      ((List<@Nullable Object>) container).add(value);
    }
  }

  /// Half a surrogate pair is no character and has no UTF-8 form: it becomes U+FFFD, as in Go.
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else {
          return repaired(text);
        }
      }
    }
    return text;
  }

  private static String repaired(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
