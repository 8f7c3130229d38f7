package dev.leasehold.crypto.key;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// What a server keeps of a password for SCRAM-SHA-256 (RFC 5803), in the form that PostgreSQL
/// takes instead of a password. The password cannot be had from it, but who has it can pretend to
/// be the server. Any thread; a verifier takes about a millisecond.
///
/// ```text
/// SCRAM-SHA-256$4096:salt$stored key:server key
/// ```
///
/// The password must be of printable ASCII, which normalisation (SASLprep) leaves as it is; other
/// passwords are taken as they are, as PostgreSQL does with what it cannot normalise.
public final class ScramVerifier {
  private static final Reveal TO_HASH = Reveal.because("a verifier is made of the password");

  /// What PostgreSQL uses.
  private static final int ITERATIONS = 4096;

  private static final int SALT_BYTES = 16;

  private ScramVerifier() {}

  public static SecretBytes of(SecretBytes password, Entropy entropy) {
    return of(password, entropy.bytes(SALT_BYTES), ITERATIONS);
  }

  static SecretBytes of(SecretBytes password, byte[] salt, int iterations) {
    byte[] secret = password.reveal(TO_HASH);
    byte[] salted = salted(secret, salt, iterations);
    Arrays.fill(secret, (byte) 0);
    MacKey key = MacKey.of(salted);
    byte[] stored = Sha256.of(key.mac(utf8("Client Key")));
    byte[] server = key.mac(utf8("Server Key"));
    Arrays.fill(salted, (byte) 0);
    return SecretBytes.ofUtf8(
        "SCRAM-SHA-256$" + iterations + ":" + text(salt) + "$" + text(stored) + ":" + text(server));
  }

  /// PBKDF2 (RFC 8018) with HMAC-SHA-256, one block.
  private static byte[] salted(byte[] password, byte[] salt, int iterations) {
    MacKey key = MacKey.ofAnyLength(password);
    byte[] first = Arrays.copyOf(salt, salt.length + Integer.BYTES);
    first[first.length - 1] = 1;
    byte[] last = key.mac(first);
    byte[] sum = last.clone();
    for (int i = 1; i < iterations; i++) {
      last = key.mac(last);
      for (int at = 0; at < sum.length; at++) {
        sum[at] ^= last[at];
      }
    }
    return sum;
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
