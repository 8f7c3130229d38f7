package dev.leasehold.crypto.barrier;

import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.key.Hkdf;
import dev.leasehold.crypto.secret.Entropy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Seals single things under a long-lived 32-byte key, where no counter could be kept: the keyring
/// under the root key, the root key under an unseal key. Each sealing draws 32 random bytes,
/// derives by HKDF-SHA256 a key of its own from them, and uses that once, with counter 0, in
/// AES-256-GCM.
///
/// ```text
///  0            32
///  +------------+------------------+----------+
///  | salt (32)  | ciphertext       | tag (16) |
///  +------------+------------------+----------+
/// ```
///
/// May be used from any thread.
public final class Envelope {
  private static final int SALT_LENGTH = 32;
  private static final long ONLY = 0;
  private static final byte[] INFO =
      BinaryWriter.framed("leasehold/1".getBytes(StandardCharsets.UTF_8), Purpose.SEAL.bytes());

  private Envelope() {}

  /// Seals and binds to the associated data, which the caller frames.
  public static byte[] seal(byte[] key, byte[] associatedData, byte[] plaintext, Entropy entropy) {
    byte[] salt = entropy.bytes(SALT_LENGTH);
    SealingKey once = once(key, salt);
    try {
      return once.seal(ONLY, associatedData, salt, plaintext);
    } finally {
      once.wipe();
    }
  }

  /// The plaintext; [Unauthentic] for another key, other associated data or changed bytes.
  public static byte[] open(byte[] key, byte[] associatedData, byte[] sealed) throws Unauthentic {
    if (sealed.length < SALT_LENGTH) {
      throw new Unauthentic("an envelope is too short");
    }
    SealingKey once = once(key, Arrays.copyOf(sealed, SALT_LENGTH));
    try {
      return once.open(ONLY, associatedData, sealed, SALT_LENGTH)
          .orElseThrow(() -> new Unauthentic("an envelope does not authenticate"));
    } finally {
      once.wipe();
    }
  }

  private static SealingKey once(byte[] key, byte[] salt) {
    if (key.length != SealingKey.LENGTH) {
      throw new IllegalArgumentException("an envelope's key has 32 bytes");
    }
    byte[] derived = Hkdf.derive(key, salt, INFO, SealingKey.LENGTH);
    SealingKey once = SealingKey.of(derived);
    Arrays.fill(derived, (byte) 0);
    return once;
  }
}
