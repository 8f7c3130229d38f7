package dev.leasehold.crypto.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/// A secret as a value: bytes that are never shown by accident. `toString` tells the length only,
/// `equals` compares in constant time, `hashCode` depends on the length alone, and reading takes a
/// [Reveal]. What goes in and what comes out are copies, so nobody else can change the content.
///
/// The content never changes but by [#wipe()], which zeroes it; reading a wiped secret throws
/// `IllegalStateException`. Wiping is best effort, as a collector may have moved copies before. May
/// be used from any thread; a read that races with a wipe sees either the secret or the exception.
public final class SecretBytes {
  private final byte[] content;
  private boolean wiped;

  private SecretBytes(byte[] content) {
    this.content = content;
  }

  /// Takes a copy; the caller may zero its own array afterwards.
  public static SecretBytes copyOf(byte[] content) {
    return new SecretBytes(content.clone());
  }

  /// The UTF-8 form of the text. Lone surrogates become `?`, as everywhere in the JDK.
  public static SecretBytes ofUtf8(String text) {
    return new SecretBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return content.length;
  }

  /// A copy of the bytes, which the caller should zero when it is done.
  public synchronized byte[] reveal(Reveal reveal) {
    Objects.requireNonNull(reveal, "reveal");
    if (wiped) {
      throw new IllegalStateException("this secret was wiped");
    }
    return content.clone();
  }

  /// The bytes read as UTF-8. A text cannot be zeroed: prefer [#reveal(Reveal)] where that will do.
  public String revealUtf8(Reveal reveal) {
    byte[] bytes = reveal(reveal);
    try {
      return new String(bytes, StandardCharsets.UTF_8);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// Zeroes the content; may be called more than once.
  public synchronized void wipe() {
    Arrays.fill(content, (byte) 0);
    wiped = true;
  }

  /// Equal by content, in a time that depends on the lengths only.
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretBytes that && MessageDigest.isEqual(content, that.content);
  }

  @Override
  public int hashCode() {
    return content.length;
  }

  @Override
  public String toString() {
    return "SecretBytes(" + content.length + ")";
  }
}
