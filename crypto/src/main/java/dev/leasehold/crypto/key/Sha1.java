package dev.leasehold.crypto.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-1, for what clients have always been shown so. It protects nothing: whoever needs that takes
/// [Sha256]. May be used from any thread.
public final class Sha1 {
  private Sha1() {}

  /// The digest of a text in UTF-8, in hexadecimal digits.
  public static String hex(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks SHA-1", e);
    }
  }
}
