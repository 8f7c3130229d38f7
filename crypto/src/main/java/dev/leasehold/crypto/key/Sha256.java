package dev.leasehold.crypto.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 (FIPS 180-4) over the concatenation of parts. Concatenation is ambiguous: whoever hashes
/// parts of free length frames them first. May be used from any thread.
public final class Sha256 {
  public static final int LENGTH = 32;

  private static final MessageDigest EMPTY = instance();

  private Sha256() {}

  public static byte[] of(byte[]... parts) {
    MessageDigest digest = begin();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  public static String hex(byte[]... parts) {
    return HexFormat.of().formatHex(of(parts));
  }

  /// A fresh digest. Cloning an untouched one is some times cheaper than asking the providers.
  static MessageDigest begin() {
    return copy(EMPTY);
  }

  static MessageDigest copy(MessageDigest state) {
    try {
      return (MessageDigest) state.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JDK cannot copy a SHA-256 state", e);
    }
  }

  private static MessageDigest instance() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks SHA-256", e);
    }
  }
}
