package dev.leasehold.crypto.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/// The hash functions that clients may ask for, under the names that they ask with. Any thread.
public enum HashAlgorithm {
  SHA2_224("sha2-224", "SHA-224"),
  SHA2_256("sha2-256", "SHA-256"),
  SHA2_384("sha2-384", "SHA-384"),
  SHA2_512("sha2-512", "SHA-512"),
  SHA3_224("sha3-224", "SHA3-224"),
  SHA3_256("sha3-256", "SHA3-256"),
  SHA3_384("sha3-384", "SHA3-384"),
  SHA3_512("sha3-512", "SHA3-512");

  private final String asked;
  private final String standard;

  HashAlgorithm(String asked, String standard) {
    this.asked = asked;
    this.standard = standard;
  }

  /// The function of a name such as `sha2-256`; empty where there is none.
  public static Optional<HashAlgorithm> named(String name) {
    return Arrays.stream(values()).filter(each -> each.asked.equals(name)).findFirst();
  }

  public byte[] hash(byte[] input) {
    try {
      return MessageDigest.getInstance(standard).digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks " + standard, e);
    }
  }
}
