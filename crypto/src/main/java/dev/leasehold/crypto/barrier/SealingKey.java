package dev.leasehold.crypto.barrier;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// A 32-byte key for AES-256-GCM with counted nonces: 4 zero bytes and an 8-byte counter. **Whoever
/// seals must never give the same number twice to the same key**, which is why only the sealers,
/// which keep the counter beside the key, call this; nobody passes a nonce from outside.
///
/// May be used from any thread. Idle ciphers are kept, as many as threads were ever busy at once;
/// finding one costs nothing like making one. After [#wipe()] every call throws
/// `IllegalStateException`.
final class SealingKey {
  static final int LENGTH = 32;
  static final int TAG_LENGTH = 16;

  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_LENGTH = 12;

  private final WipeableKey key;
  private final ConcurrentLinkedQueue<Cipher> idle = new ConcurrentLinkedQueue<>();

  private SealingKey(byte[] key) {
    this.key = new WipeableKey(key);
  }

  /// Takes a copy; the caller may zero its own array afterwards.
  static SealingKey of(byte[] key) {
    if (key.length != LENGTH) {
      throw new IllegalArgumentException("a sealing key has 32 bytes");
    }
    return new SealingKey(key);
  }

  /// The ciphertext and its tag, written behind the prefix, which is copied as it is and is not
  /// authenticated by itself.
  byte[] seal(long counter, byte[] associatedData, byte[] prefix, byte[] plaintext) {
    byte[] target = new byte[prefix.length + plaintext.length + TAG_LENGTH];
    System.arraycopy(prefix, 0, target, 0, prefix.length);
    try {
      Cipher cipher = take(Cipher.ENCRYPT_MODE, counter, associatedData);
      cipher.doFinal(plaintext, 0, plaintext.length, target, prefix.length);
      idle.offer(cipher);
      return target;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refuses to seal", e);
    }
  }

  /// The plaintext of what stands in `sealed` from `offset` to the end, or nothing if it was not
  /// sealed under this key with just this counter and associated data.
  Optional<byte[]> open(long counter, byte[] associatedData, byte[] sealed, int offset) {
    if (sealed.length - offset < TAG_LENGTH) {
      return Optional.empty();
    }
    try {
      Cipher cipher = take(Cipher.DECRYPT_MODE, counter, associatedData);
      byte[] plaintext = cipher.doFinal(sealed, offset, sealed.length - offset);
      idle.offer(cipher);
      return Optional.of(plaintext);
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refuses to open", e);
    }
  }

  /// Zeroes the key and lets go of the ciphers, whose own copies are left to the collector.
  void wipe() {
    key.destroy();
    idle.clear();
  }

  private Cipher take(int mode, long counter, byte[] associatedData)
      throws GeneralSecurityException {
    Cipher pooled = idle.poll();
    Cipher cipher = pooled != null ? pooled : Cipher.getInstance(ALGORITHM);
    byte[] nonce = ByteBuffer.allocate(NONCE_LENGTH).putInt(0).putLong(counter).array();
    cipher.init(mode, key, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce));
    cipher.updateAAD(associatedData);
    return cipher;
  }
}
