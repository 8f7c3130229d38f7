package dev.leasehold.events.codec;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.CorruptLog;
import dev.leasehold.events.Payload;
import dev.leasehold.events.PayloadName;
import java.util.Arrays;
import java.util.HexFormat;

/// The plaintext of a payload's record. It begins with bytes drawn for it alone, so that the hash
/// of the record, which stays in its commit for ever, tells nothing once the payload is gone.
///
/// ```text
/// 0              32          48
/// │ random bytes │ name (16) │ content ... │
/// ```
public final class PayloadForm {
  private static final int RANDOM_BYTES = 32;
  private static final int CONTENT_START = RANDOM_BYTES + PayloadName.BYTES;
  private static final Reveal REVEAL =
      Reveal.because("a payload's content is sealed into its record");

  private PayloadForm() {}

  /// Writes a payload. The caller zeroes the array when it is sealed.
  public static byte[] write(Payload payload, Entropy entropy) {
    byte[] content = payload.content().reveal(REVEAL);
    byte[] plaintext = new byte[CONTENT_START + content.length];
    System.arraycopy(entropy.bytes(RANDOM_BYTES), 0, plaintext, 0, RANDOM_BYTES);
    byte[] name = HexFormat.of().parseHex(payload.name().hex());
    System.arraycopy(name, 0, plaintext, RANDOM_BYTES, name.length);
    System.arraycopy(content, 0, plaintext, CONTENT_START, content.length);
    Arrays.fill(content, (byte) 0);
    return plaintext;
  }

  /// Reads a payload and zeroes the array.
  public static Payload read(byte[] plaintext) {
    if (plaintext.length < CONTENT_START || plaintext.length > CONTENT_START + Payload.MAX_BYTES) {
      throw new CorruptLog("a payload of " + plaintext.length + " bytes");
    }
    String name = HexFormat.of().formatHex(plaintext, RANDOM_BYTES, CONTENT_START);
    byte[] content = Arrays.copyOfRange(plaintext, CONTENT_START, plaintext.length);
    Payload read = new Payload(new PayloadName(name), SecretBytes.copyOf(content));
    Arrays.fill(content, (byte) 0);
    Arrays.fill(plaintext, (byte) 0);
    return read;
  }
}
