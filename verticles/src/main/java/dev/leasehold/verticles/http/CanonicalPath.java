package dev.leasehold.verticles.http;

import dev.leasehold.verticles.request.GoText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/// A path as it came over the wire, in the one form that gate, routes and audit see. It is decoded
/// exactly once, and is canonical only if it then holds no empty segment, no `.`, no `..` and no
/// character that cannot be printed; so no spelling of a path can reach what a policy forbids for
/// another. Paths that differ only in how they could be written are sent to the canonical one.
sealed interface CanonicalPath {

  /// Served below `/v1/`; the path is what follows.
  record Served(String path) implements CanonicalPath {}

  /// Asked for in another form; the client is told the canonical one, escaped.
  record Elsewhere(String location) implements CanonicalPath {}

  /// No path of the API.
  record Unknown() implements CanonicalPath {}

  /// Holds bytes that are no text, or characters that cannot be printed.
  record Garbled() implements CanonicalPath {}

  String ROOT = "/v1/";

  /// Reads the path of a request line, without its query.
  static CanonicalPath of(String raw) {
    if (isPlain(raw)) {
      return below(raw);
    }
    String path;
    try {
      path = decoded(raw);
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return new Garbled();
    }
    if (!path.codePoints().allMatch(GoText::printable)) {
      return new Garbled();
    }
    if (!path.startsWith(ROOT)) {
      return new Unknown();
    }
    String clean = clean(path);
    if (!clean.equals(path)) {
      return new Elsewhere(escaped(clean));
    }
    return below(path);
  }

  private static CanonicalPath below(String path) {
    if (path.equals("/v1/sys")) {
      return new Elsewhere("/v1/sys/");
    }
    return path.startsWith(ROOT) ? new Served(path.substring(ROOT.length())) : new Unknown();
  }

  /// Whether the path is canonical as it stands: what nearly all are.
  private static boolean isPlain(String raw) {
    char before = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean segmentBegins = before == '/' || before == 0;
      boolean dubious = segmentBegins && i > 0 && (c == '/' || c == '.');
      if (dubious || c <= ' ' || c >= 0x7f || c == '%') {
        return false;
      }
      before = c;
    }
    return raw.startsWith("/");
  }

  private static String decoded(String raw) throws CharacterCodingException {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c > 0xff) {
        throw new IllegalArgumentException("a request line has bytes only");
      }
      if (c == '%') {
        bytes[length++] = (byte) HexFormat.fromHexDigits(raw, i + 1, Math.min(i + 3, raw.length()));
        if (i + 3 > raw.length()) {
          throw new IllegalArgumentException("an escape is cut off");
        }
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
  }

  private static String clean(String path) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> kept.pollLast();
        default -> kept.addLast(segment);
      }
    }
    String clean = "/" + String.join("/", kept);
    return path.endsWith("/") && clean.length() > 1 ? clean + "/" : clean;
  }

  private static String escaped(String path) {
    StringBuilder out = new StringBuilder(path.length() + 16);
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-_.~$&+,/:;=@".indexOf(c) >= 0;
      if (plain) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }
}
