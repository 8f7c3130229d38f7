package dev.leasehold.verticles.http;

import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes JSON straight to bytes, escaped as Vault escapes it: `<`, `>`, `&` and the two line
/// separators as hexadecimal escapes, all else as it is. One object serves one event loop and one
/// answer after the other; what an answer left in it is zeroed when the answer is taken.
final class JsonText {
  private static final Reveal TO_ANSWER = Reveal.because("the client asked for it and may have it");
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /// What most answers fit in.
  private static final int USUAL_BYTES = 4096;

  /// A larger buffer than this is not kept for the next answer.
  private static final int KEPT_BYTES = 256 << 10;

  private byte[] bytes = new byte[USUAL_BYTES];
  private int length;

  /// What was written, after which this is empty again.
  Buffer take() {
    Buffer taken = Buffer.buffer(length).appendBytes(bytes, 0, length);
    clear();
    return taken;
  }

  /// What was written, as text, after which this is empty again.
  String takeText() {
    String taken = new String(bytes, 0, length, StandardCharsets.UTF_8);
    clear();
    return taken;
  }

  /// Forgets what was written.
  void clear() {
    Arrays.fill(bytes, 0, length, (byte) 0);
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[USUAL_BYTES];
    }
    length = 0;
  }

  /// ASCII as it stands: punctuation, names and literals of our own.
  JsonText raw(String ascii) {
    int count = ascii.length();
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  /// A text that is JSON already.
  JsonText text(SecretBytes json) {
    byte[] content = json.reveal(TO_ANSWER);
    ensure(content.length);
    System.arraycopy(content, 0, bytes, length, content.length);
    length += content.length;
    Arrays.fill(content, (byte) 0);
    return this;
  }

  JsonText number(long number) {
    return raw(Long.toString(number));
  }

  JsonText string(String text) {
    ensure(text.length() + 2);
    bytes[length++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        ascii((byte) c);
      } else {
        i += character(text, i) - 1;
      }
    }
    ensure(1);
    bytes[length++] = '"';
    return this;
  }

  JsonText secret(SecretBytes secret) {
    byte[] content = secret.reveal(TO_ANSWER);
    try {
      for (byte b : content) {
        if (b < 0) {
          return string(new String(content, StandardCharsets.UTF_8));
        }
      }
      ensure(content.length + 2);
      bytes[length++] = '"';
      for (byte b : content) {
        ascii(b);
      }
      ensure(1);
      bytes[length++] = '"';
      return this;
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /// Any value that an answer may hold.
  JsonText value(@Nullable Object value) {
    return switch (value) {
      case null -> raw("null");
      case String text -> string(text);
      case Boolean flag -> raw(flag ? "true" : "false");
      case Double number -> raw(shortest(number));
      case Number number -> raw(number.toString());
      case Instant time -> string(time(time));
      case SecretBytes secret -> secret(secret);
      case List<?> items -> list(items);
      case Map<?, ?> members -> {
        raw("{");
        members(members);
        yield raw("}");
      }
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
    };
  }

  JsonText list(List<?> items) {
    raw("[");
    for (int i = 0; i < items.size(); i++) {
      (i == 0 ? this : raw(",")).value(items.get(i));
    }
    return raw("]");
  }

  /// The members of an object, without its braces.
  JsonText members(Map<?, ?> members) {
    String between = "";
    for (Map.Entry<?, ?> member : members.entrySet()) {
      raw(between).string((String) member.getKey()).raw(":").value(member.getValue());
      between = ",";
    }
    return this;
  }

  private void ascii(byte c) {
    ensure(6);
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\n' -> escape((byte) 'n');
      case '\r' -> escape((byte) 'r');
      case '\t' -> escape((byte) 't');
      case '\b' -> escape((byte) 'b');
      case '\f' -> escape((byte) 'f');
      default -> {
        if (c < ' ' || c == '<' || c == '>' || c == '&') {
          unicode(c);
        } else {
          bytes[length++] = c;
        }
      }
    }
  }

  private void escape(byte c) {
    bytes[length++] = '\\';
    bytes[length++] = c;
  }

  private void unicode(int c) {
    escape((byte) 'u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[c >> shift & 15];
    }
  }

  /// Writes the character at a place and says how many chars it takes.
  private int character(String text, int at) {
    ensure(6);
    int c = text.codePointAt(at);
    int chars = Character.charCount(c);
    if (c == 0x2028 || c == 0x2029) {
      unicode(c);
    } else if (c < 0x800) {
      bytes[length++] = (byte) (0xc0 | (c >> 6));
      bytes[length++] = (byte) (0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
      int whole = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c;
      bytes[length++] = (byte) (0xe0 | (whole >> 12));
      bytes[length++] = (byte) (0x80 | (whole >> 6 & 0x3f));
      bytes[length++] = (byte) (0x80 | (whole & 0x3f));
    } else {
      bytes[length++] = (byte) (0xf0 | (c >> 18));
      bytes[length++] = (byte) (0x80 | (c >> 12 & 0x3f));
      bytes[length++] = (byte) (0x80 | (c >> 6 & 0x3f));
      bytes[length++] = (byte) (0x80 | (c & 0x3f));
    }
    return chars;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      byte[] larger = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
      Arrays.fill(bytes, (byte) 0);
      bytes = larger;
    }
  }

  /// RFC 3339 with as many digits as the nanoseconds need.
  static String time(Instant time) {
    String text = time.toString();
    int end = text.length() - 1;
    if (text.indexOf('.') < 0) {
      return text;
    }
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, end) + "Z";
  }

  /// The shortest text that gives the same number, as Go writes it.
  static String shortest(double number) {
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    double size = Math.abs(number);
    if (size >= 1e-6 && size < 1e21) {
      return exact.toPlainString();
    }
    String digits = exact.unscaledValue().abs().toString();
    int exponent = exact.precision() - exact.scale() - 1;
    return (number < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + Math.abs(exponent);
  }
}
