package dev.leasehold.verticles.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The two lines of one entry, of which that of the response may be missing, as JSON objects in
/// UTF-8, without an end of line. Immutable; the arrays are shared and must not be changed.
final class AuditLines {
  private static final byte[] REQUEST = ascii("{\"request\":");
  private static final byte[] RESPONSE = ascii(",\"response\":");
  private static final byte[] RECOVERED = ascii("{\"recovered\":true,\"request\":");
  private static final byte[] END = ascii("}");
  private static final byte[] NEWLINE = ascii("\n");

  private final byte[] request;
  private final byte @Nullable [] response;

  AuditLines(byte[] request, byte @Nullable [] response) {
    this.request = request;
    this.response = response;
  }

  /// The request's line as text: what goes into the commit of a write.
  String requestText() {
    return new String(request, StandardCharsets.UTF_8);
  }

  /// One entry of the stream: `{"request":{...},"response":{...}}`.
  byte[] entry() {
    return response == null
        ? joined(REQUEST, request, END)
        : joined(REQUEST, request, RESPONSE, response, END);
  }

  /// The entry of a request whose answer a crash took: `{"recovered":true,"request":{...}}`.
  static byte[] recovered(String requestHalf) {
    return joined(RECOVERED, requestHalf.getBytes(StandardCharsets.UTF_8), END);
  }

  /// The lines as a device writes them, each behind its prefix.
  byte[] forDevice(LineOptions lines) {
    byte[] prefix = lines.prefixBytes();
    return response == null
        ? joined(prefix, lines.shown(request), NEWLINE)
        : joined(prefix, lines.shown(request), NEWLINE, prefix, lines.shown(response), NEWLINE);
  }

  static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = Arrays.copyOf(parts[0], length);
    int at = parts[0].length;
    for (int i = 1; i < parts.length; i++) {
      System.arraycopy(parts[i], 0, all, at, parts[i].length);
      at += parts[i].length;
    }
    return all;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
