package dev.leasehold.crypto.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// A 32-byte key for HMAC-SHA256 (RFC 2104). The two keyed states of the hash are prepared once and
/// copied for each call, so a short input costs two compressions and no lookup of a provider. May
/// be used from any thread without waiting. The key cannot be read back.
///
/// After [#wipe()] every call throws `IllegalStateException`, also one that was under way.
public final class MacKey {
  public static final int LENGTH = 32;

  private static final int BLOCK = 64;

  private final MessageDigest inner;
  private final MessageDigest outer;
  private volatile boolean wiped;

  private MacKey(byte[] key) {
    this.inner = keyed(key, (byte) 0x36);
    this.outer = keyed(key, (byte) 0x5c);
  }

  /// Copies what it needs of the key; the caller may zero its array afterwards.
  public static MacKey of(byte[] key) {
    if (key.length != LENGTH) {
      throw new IllegalArgumentException("a MAC key has 32 bytes");
    }
    return new MacKey(key);
  }

  /// A key of any length, as passwords are: one that is longer than a block is hashed first.
  static MacKey ofAnyLength(byte[] key) {
    return new MacKey(key.length > BLOCK ? Sha256.of(key) : key);
  }

  /// The MAC over the concatenation of the parts. Parts of free length belong to
  /// [#macFramed(byte[]...)], or two different lists could give the same MAC.
  public byte[] mac(byte[]... parts) {
    MessageDigest digest = begin();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return finish(digest);
  }

  /// The MAC over the parts, each preceded by its length in 4 bytes, big endian. No two different
  /// lists of parts give the same input.
  public byte[] macFramed(byte[]... parts) {
    MessageDigest digest = begin();
    byte[] length = new byte[Integer.BYTES];
    for (byte[] part : parts) {
      length[0] = (byte) (part.length >>> 24);
      length[1] = (byte) (part.length >>> 16);
      length[2] = (byte) (part.length >>> 8);
      length[3] = (byte) part.length;
      digest.update(length);
      digest.update(part);
    }
    return finish(digest);
  }

  /// The MAC over the text in UTF-8, in lower-case hexadecimal digits.
  public String macHex(String text) {
    return HexFormat.of().formatHex(mac(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Forgets the key, as far as the collector has made no copies.
  public void wipe() {
    wiped = true;
    inner.reset();
    outer.reset();
  }

  private MessageDigest begin() {
    return Sha256.copy(inner);
  }

  private byte[] finish(MessageDigest digest) {
    byte[] hash = digest.digest();
    MessageDigest last = Sha256.copy(outer);
    // Asked after both copies: a state that was reset meanwhile would give a MAC without a key.
    if (wiped) {
      throw new IllegalStateException("this MAC key was wiped");
    }
    return last.digest(hash);
  }

  private static MessageDigest keyed(byte[] key, byte pad) {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, pad);
    for (int i = 0; i < key.length; i++) {
      block[i] ^= key[i];
    }
    MessageDigest digest = Sha256.begin();
    digest.update(block);
    Arrays.fill(block, (byte) 0);
    return digest;
  }
}
