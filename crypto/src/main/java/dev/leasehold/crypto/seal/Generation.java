package dev.leasehold.crypto.seal;

import dev.leasehold.crypto.binary.BinaryReader;
import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.key.Sha256;
import java.util.List;

/// One state of the seal topic, readable while sealed: what the operators chose, every wrap of the
/// root key, and the keyring sealed by the root key. Nothing in the clear may be believed before
/// [GenerationSealer#open] has compared it with what is sealed inside. Whether a generation counts
/// is told by the journal, which names its number and [#hash()].
///
/// ```text
/// version (1) | number (8)
/// settings: type (text), shares (4), threshold (4)
/// wraps: count (4), then each: type (1) and, for Shamir (1): sealed root key (bytes), threshold
///        (4), salt (32), count (4) of hashes (32 each); for a static key (2): sealed root key
/// sealed keyring (bytes)
/// ```
///
/// Texts and bytes are preceded by their length in 4 bytes; numbers are big endian. Immutable, if
/// nobody changes the array.
// Persisted bytes on a cold path: a type around the array would say nothing more.
@SuppressWarnings("ArrayRecordComponent")
public record Generation(
    long number, SealSettings settings, List<Wrap> wraps, byte[] sealedKeyring) {
  private static final int VERSION = 1;

  public Generation {
    wraps = List.copyOf(wraps);
  }

  public byte[] encode() {
    BinaryWriter writer = new BinaryWriter().int8(VERSION).int64(number);
    settings.write(writer);
    Wrap.write(wraps, writer);
    return writer.bytes(sealedKeyring).toBytes();
  }

  /// Reads what [#encode()] wrote, to the last byte; anything else is
  /// [dev.leasehold.crypto.binary.MalformedBinary].
  public static Generation decode(byte[] encoded) {
    BinaryReader reader = new BinaryReader(encoded);
    reader.expect(VERSION);
    long number = reader.int64();
    SealSettings settings = SealSettings.read(reader);
    List<Wrap> wraps = Wrap.read(reader);
    byte[] sealedKeyring = reader.bytes();
    reader.end();
    return new Generation(number, settings, wraps, sealedKeyring);
  }

  /// SHA-256 over the encoded form.
  public byte[] hash() {
    return Sha256.of(encode());
  }

  /// Everything in the clear but the wraps' bytes, of which the hash.
  byte[] outline() {
    BinaryWriter encodedWraps = new BinaryWriter();
    Wrap.write(wraps, encodedWraps);
    BinaryWriter writer = new BinaryWriter().int64(number);
    settings.write(writer);
    return writer.raw(Sha256.of(encodedWraps.toBytes())).toBytes();
  }

  @Override
  public String toString() {
    return "Generation(" + number + ", " + settings + ", " + wraps.size() + " wraps)";
  }
}
