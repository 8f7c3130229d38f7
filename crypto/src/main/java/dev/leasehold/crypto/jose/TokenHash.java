package dev.leasehold.crypto.jose;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// Hashes by which tokens and codes of OpenID Connect name one another. Any thread.
public final class TokenHash {
  private TokenHash() {}

  /// The left half of the hash of a token or code, as claims `at_hash` and `c_hash` have it.
  ///
  /// @param algorithm that signs the token with the claim; EdDSA hashes by SHA-512
  public static String half(String algorithm, String text) {
    byte[] hash = hash(digest(algorithm), text);
    return encoded(Arrays.copyOf(hash, hash.length / 2));
  }

  /// What a code verifier's challenge is by the method `S256` (RFC 7636, section 4.6).
  public static String challenge(String verifier) {
    return encoded(hash("SHA-256", verifier));
  }

  private static String digest(String algorithm) {
    return switch (algorithm) {
      case "RS256", "ES256" -> "SHA-256";
      case "RS384", "ES384" -> "SHA-384";
      case "RS512", "ES512", "EdDSA" -> "SHA-512";
      default -> throw new IllegalArgumentException("there is no such algorithm");
    };
  }

  private static byte[] hash(String digest, String text) {
    try {
      return MessageDigest.getInstance(digest).digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has " + digest, impossible);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
