package dev.leasehold.crypto.barrier;

import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.key.Hkdf;
import dev.leasehold.crypto.secret.Entropy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Seals what clients carry themselves and show again: the content of batch tokens. The key follows
/// from the active term, so that rotation reaches it, while old terms still open.
///
/// ```text
/// term (4) | envelope
/// ```
///
/// May be used from any thread.
public final class BatchSealer {
  private static final byte[] DOMAIN = "leasehold/1".getBytes(StandardCharsets.UTF_8);

  private final Keyring keyring;

  public BatchSealer(Keyring keyring) {
    this.keyring = keyring;
  }

  /// The content, sealed under the active term.
  public byte[] seal(byte[] content, Entropy entropy) {
    int term = keyring.activeTerm();
    byte[] key = key(term).orElseThrow();
    try {
      byte[] sealed = Envelope.seal(key, number(term), content, entropy);
      return ByteBuffer.allocate(Integer.BYTES + sealed.length).putInt(term).put(sealed).array();
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /// What was sealed; nothing for what nobody sealed here.
  public Optional<byte[]> open(byte[] sealed) {
    if (sealed.length < Integer.BYTES) {
      return Optional.empty();
    }
    int term = ByteBuffer.wrap(sealed).getInt();
    Optional<byte[]> key = key(term);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] envelope = Arrays.copyOfRange(sealed, Integer.BYTES, sealed.length);
      return Optional.of(Envelope.open(key.get(), number(term), envelope));
    } catch (Unauthentic forged) {
      return Optional.empty();
    } finally {
      Arrays.fill(key.get(), (byte) 0);
    }
  }

  private Optional<byte[]> key(int term) {
    byte[] info = BinaryWriter.framed(DOMAIN, Purpose.BATCH_TOKEN.bytes(), number(term));
    byte[] salt = keyring.clusterId().getBytes(StandardCharsets.UTF_8);
    return keyring.source(Purpose.BATCH_TOKEN, term).map(source -> derived(source, salt, info));
  }

  private static byte[] derived(byte[] source, byte[] salt, byte[] info) {
    try {
      return Hkdf.derive(source, salt, info, SealingKey.LENGTH);
    } finally {
      Arrays.fill(source, (byte) 0);
    }
  }

  private static byte[] number(int term) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(term).array();
  }
}
