package dev.leasehold.crypto.seal;

import dev.leasehold.crypto.binary.BinaryReader;
import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.binary.MalformedBinary;
import dev.leasehold.crypto.key.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// The root key, sealed by one seal's key. A wrap does not name its generation, so that the next
/// one can carry it on while no share is at hand; the generation repeats the hash of its wraps
/// inside. Immutable, if nobody changes the arrays.
// Persisted bytes on a cold path: a type around each array would say nothing more.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Wrap {
  byte[] sealedRootKey();

  /// Sealed by an unseal key of which operators hold shares. The hashes are SHA-256 over the salt
  /// and a share, whose 32 random bytes cannot be guessed; they tell a wrong share at once.
  record Shamir(byte[] sealedRootKey, int threshold, byte[] salt, List<byte[]> shareHashes)
      implements Wrap {
    static final int SALT_LENGTH = 32;

    public Shamir {
      shareHashes = List.copyOf(shareHashes);
    }

    /// Whether this is one of the shares that were given out, in a time that does not depend on
    /// which.
    boolean lists(byte[] share) {
      byte[] hash = Sha256.of(salt, share);
      boolean found = false;
      for (byte[] each : shareHashes) {
        found |= MessageDigest.isEqual(each, hash);
      }
      return found;
    }
  }

  /// Sealed by a key from a file.
  record StaticKey(byte[] sealedRootKey) implements Wrap {}

  /// A list of wraps: its length, then each with the persistent code of its type in front.
  static void write(List<Wrap> wraps, BinaryWriter writer) {
    writer.int32(wraps.size());
    for (Wrap wrap : wraps) {
      switch (wrap) {
        case Shamir shamir -> {
          writer.int8(1).bytes(shamir.sealedRootKey).int32(shamir.threshold).raw(shamir.salt);
          writer.int32(shamir.shareHashes.size());
          shamir.shareHashes.forEach(writer::raw);
        }
        case StaticKey key -> writer.int8(2).bytes(key.sealedRootKey);
      }
    }
  }

  static List<Wrap> read(BinaryReader reader) {
    int count = reader.count();
    List<Wrap> wraps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      wraps.add(
          switch (reader.int8()) {
            case 1 -> readShamir(reader);
            case 2 -> new StaticKey(reader.bytes());
            default -> throw new MalformedBinary("the type of a wrap is unknown");
          });
    }
    return wraps;
  }

  private static Wrap readShamir(BinaryReader reader) {
    byte[] sealedRootKey = reader.bytes();
    int threshold = reader.int32();
    byte[] salt = reader.raw(Shamir.SALT_LENGTH);
    int count = reader.count();
    if (threshold < 1 || threshold > count) {
      throw new MalformedBinary("the threshold of a wrap makes no sense");
    }
    List<byte[]> hashes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hashes.add(reader.raw(Sha256.LENGTH));
    }
    return new Shamir(sealedRootKey, threshold, salt, hashes);
  }
}
