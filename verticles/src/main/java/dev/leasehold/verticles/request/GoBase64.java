package dev.leasehold.verticles.request;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Base64 of the standard alphabet, read as Go reads it: line ends anywhere are skipped, loose bits
/// at the end are let pass, and an error names the byte at which the text went wrong.
public final class GoBase64 {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int QUANTUM = 4;

  private final byte[] source;
  private final boolean padded;
  private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();
  private int at;

  private GoBase64(String text, boolean padded) {
    this.source = text.getBytes(StandardCharsets.UTF_8);
    this.padded = padded;
  }

  /// With padding to whole groups of four.
  public static byte[] decode(String text) throws Undecodable {
    return new GoBase64(text, true).decode();
  }

  /// Without any padding.
  public static byte[] decodeUnpadded(String text) throws Undecodable {
    return new GoBase64(text, false).decode();
  }

  private byte[] decode() throws Undecodable {
    while (at < source.length) {
      quantum();
    }
    return decoded.toByteArray();
  }

  private void quantum() throws Undecodable {
    int bits = 0;
    int count = 0;
    while (count < QUANTUM) {
      if (at == source.length) {
        if (count == 1 || (count > 0 && padded)) {
          throw corrupt(at - count);
        }
        break;
      }
      byte next = source[at++];
      int value = ALPHABET.indexOf(next);
      if (value >= 0) {
        bits |= value << (6 * (QUANTUM - 1 - count++));
      } else if (!isLineEnd(next)) {
        padding(next, count);
        break;
      }
    }
    for (int i = 0; i < count - 1; i++) {
      decoded.write(bits >> (16 - 8 * i));
    }
  }

  /// What follows the first character that is none of the alphabet.
  private void padding(byte first, int count) throws Undecodable {
    if (!padded || first != '=' || count < 2) {
      throw corrupt(at - 1);
    }
    if (count == 2) {
      skipLineEnds();
      if (at == source.length) {
        throw corrupt(at);
      }
      if (source[at] != '=') {
        throw corrupt(at - 1);
      }
      at++;
    }
    skipLineEnds();
    if (at < source.length) {
      throw corrupt(at);
    }
  }

  private void skipLineEnds() {
    while (at < source.length && isLineEnd(source[at])) {
      at++;
    }
  }

  private static boolean isLineEnd(byte one) {
    return one == '\n' || one == '\r';
  }

  private static Undecodable corrupt(int at) {
    return new Undecodable("illegal base64 data at input byte " + at);
  }
}
