package dev.leasehold.crypto.barrier;

import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.key.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The subkeys of one purpose: a key of the keyring says nothing by itself, each writer seals under
/// one of its own, derived by HKDF-SHA256 with the cluster id as salt and the parts `leasehold/1`,
/// purpose, term and writer id, each preceded by its length, as info.
///
/// Keeps the subkeys that have proven themselves, up to a bound; a forged writer id is never kept
/// and so pushes nobody out. May be used from any thread.
final class Subkeys {
  /// Records come in runs of one writer and a store is opened rarely; more would only hold memory.
  static final int KEPT = 1024;

  private static final byte[] DOMAIN = "leasehold/1".getBytes(StandardCharsets.UTF_8);

  private record Owner(int term, WriterId writer) {}

  private final Keyring keyring;
  private final Purpose purpose;
  private final Map<Owner, SealingKey> kept = new ConcurrentHashMap<>();

  Subkeys(Keyring keyring, Purpose purpose) {
    this.keyring = keyring;
    this.purpose = purpose;
  }

  /// The subkey, kept or derived, or nothing if the keyring lacks the term.
  Optional<SealingKey> find(int term, WriterId writer) {
    SealingKey known = kept.get(new Owner(term, writer));
    return known != null ? Optional.of(known) : derive(keyring, purpose, term, writer);
  }

  /// Keeps a subkey that has opened something, or is about to seal.
  void keep(int term, WriterId writer, SealingKey subkey) {
    Owner owner = new Owner(term, writer);
    if (kept.get(owner) == subkey) {
      return;
    }
    if (kept.size() >= KEPT) {
      kept.keySet().stream().findAny().ifPresent(kept::remove);
    }
    kept.put(owner, subkey);
  }

  void wipe() {
    kept.values().forEach(SealingKey::wipe);
    kept.clear();
  }

  static Optional<SealingKey> derive(Keyring keyring, Purpose purpose, int term, WriterId writer) {
    byte[] salt = keyring.clusterId().getBytes(StandardCharsets.UTF_8);
    byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(term).array();
    byte[] info = BinaryWriter.framed(DOMAIN, purpose.bytes(), number, writer.bytes());
    return keyring.source(purpose, term).map(source -> derive(source, salt, info));
  }

  private static SealingKey derive(byte[] source, byte[] salt, byte[] info) {
    byte[] derived = Hkdf.derive(source, salt, info, SealingKey.LENGTH);
    SealingKey subkey = SealingKey.of(derived);
    Arrays.fill(source, (byte) 0);
    Arrays.fill(derived, (byte) 0);
    return subkey;
  }
}
