package dev.leasehold.crypto.seal;

import dev.leasehold.crypto.barrier.Envelope;
import dev.leasehold.crypto.barrier.Unauthentic;
import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The 32 random bytes that open the keyring, and how a seal's key wraps them. Nothing else is
/// sealed under either key.
public final class RootKey {
  public static final int LENGTH = 32;

  private static final Reveal REVEAL = Reveal.because("a root key is wrapped and unwrapped");
  private static final byte[] NAME = "root key".getBytes(StandardCharsets.UTF_8);

  private RootKey() {}

  public static SecretBytes draw(Entropy entropy) {
    byte[] bytes = entropy.bytes(LENGTH);
    SecretBytes key = SecretBytes.copyOf(bytes);
    Arrays.fill(bytes, (byte) 0);
    return key;
  }

  static byte[] wrap(SecretBytes rootKey, SecretBytes wrapping, String seal, Entropy entropy) {
    byte[] plaintext = rootKey.reveal(REVEAL);
    byte[] key = wrapping.reveal(REVEAL);
    try {
      return Envelope.seal(key, place(seal), plaintext, entropy);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  static SecretBytes unwrap(byte[] sealed, SecretBytes wrapping, String seal) throws Unauthentic {
    byte[] key = wrapping.reveal(REVEAL);
    try {
      byte[] plaintext = Envelope.open(key, place(seal), sealed);
      SecretBytes rootKey = SecretBytes.copyOf(plaintext);
      Arrays.fill(plaintext, (byte) 0);
      return rootKey;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] place(String seal) {
    return BinaryWriter.framed(NAME, seal.getBytes(StandardCharsets.UTF_8));
  }
}
