package dev.leasehold.crypto.certificate;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What Go's `encoding/asn1` says of bytes that cannot begin a structure, as clients know it from
/// Vault. Looks at the tag and the length of the outermost element alone. Pure.
final class GoAsn1 {
  private static final int SEQUENCE = 16;
  private static final int LONG_TAG = 0x1f;
  private static final int INDEFINITE = 0x80;
  private static final int LARGEST_LENGTH = 1 << 23;
  private static final String EMPTY = "asn1: syntax error: sequence truncated";

  private GoAsn1() {}

  /// Null where there is one sequence that is all there and holds something.
  ///
  /// @param type what Go would read, as its error calls it
  static @Nullable String outermostError(byte[] der, String type) {
    if (der.length == 0) {
      return EMPTY;
    }
    ByteBuffer in = ByteBuffer.wrap(der);
    try {
      int first = in.get() & 0xff;
      int tag = (first & LONG_TAG) == LONG_TAG ? longTag(in) : first & LONG_TAG;
      int length = length(in);
      if (length < 0) {
        return length == -1
            ? "asn1: syntax error: indefinite length found (not DER)"
            : "asn1: structure error: length too large";
      }
      boolean compound = (first & 0x20) != 0;
      if (first >> 6 != 0 || tag != SEQUENCE || !compound) {
        return unlike(first >> 6, tag, length, compound) + type + " @" + in.position();
      }
      return sized(length, in.remaining());
    } catch (BufferUnderflowException ended) {
      return "asn1: syntax error: truncated tag or length";
    }
  }

  private static @Nullable String sized(int length, int there) {
    if (length > there) {
      return "asn1: syntax error: data truncated";
    }
    if (length == 0) {
      return EMPTY;
    }
    return length < there ? "x509: trailing data after CRL" : null;
  }

  private static int longTag(ByteBuffer in) {
    int tag = 0;
    int part;
    do {
      part = in.get() & 0xff;
      tag = tag << 7 | (part & 0x7f);
    } while (part >= 0x80);
    return tag;
  }

  /// Minus one for a length that is not told, minus two for one that is too large.
  private static int length(ByteBuffer in) {
    int first = in.get() & 0xff;
    if (first == INDEFINITE) {
      return -1;
    }
    if (first < INDEFINITE) {
      return first;
    }
    int length = 0;
    for (int left = first & 0x7f; left > 0; left--) {
      int part = in.get() & 0xff;
      if (length >= LARGEST_LENGTH) {
        return -2;
      }
      length = length << 8 | part;
    }
    return length;
  }

  private static String unlike(int kind, int tag, int length, boolean compound) {
    return "asn1: structure error: tags don't match (16 vs {class:%d tag:%d length:%d"
            .formatted(kind, tag, length)
        + " isCompound:%b}) {optional:false explicit:false application:false private:false"
            .formatted(compound)
        + " defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false} ";
  }
}
