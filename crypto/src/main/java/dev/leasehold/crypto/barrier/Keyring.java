package dev.leasehold.crypto.barrier;

import dev.leasehold.crypto.binary.BinaryReader;
import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.binary.MalformedBinary;
import dev.leasehold.crypto.key.MacKey;
import dev.leasehold.crypto.secret.Entropy;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// All keys of a cluster that the root key protects. **Terms** encrypt: rotation adds one, old ones
/// still open. **Audit periods** are random keys numbered apart from the terms, so that an auditor
/// can be given one and nothing else. **Lookup keys** are drawn at init and stay.
///
/// Immutable: adding a key gives a new keyring that shares no array with the old one. May be used
/// from any thread. [#wipe()] zeroes this keyring; using it afterwards throws
/// `IllegalStateException`.
///
/// Its persistent form, all numbers big endian:
///
/// ```text
/// version (1) | cluster id: length (4), UTF-8
/// terms: count (4), then each: installed seconds (8), nanos (4), key (32)
/// lookup keys: count (4), then each in the order of its code: code (1), key (32)
/// audit periods: as the terms
/// ```
public final class Keyring {
  private static final int VERSION = 1;

  private final String clusterId;
  private final NumberedKeys terms;
  private final NumberedKeys auditPeriods;
  private final Map<LookupKey, byte[]> lookupBytes;
  private final Map<LookupKey, MacKey> lookups = new EnumMap<>(LookupKey.class);
  private volatile boolean wiped;

  private Keyring(
      String clusterId,
      NumberedKeys terms,
      NumberedKeys auditPeriods,
      Map<LookupKey, byte[]> lookupBytes) {
    this.clusterId = clusterId;
    this.terms = terms;
    this.auditPeriods = auditPeriods;
    this.lookupBytes = new EnumMap<>(LookupKey.class);
    lookupBytes.forEach((name, key) -> this.lookupBytes.put(name, key.clone()));
    lookupBytes.forEach((name, key) -> lookups.put(name, MacKey.of(key)));
  }

  /// A new cluster's keyring, with its first term, its first audit period and its lookup keys.
  public static Keyring initial(String clusterId, Entropy entropy, Instant now) {
    if (clusterId.isBlank()) {
      throw new IllegalArgumentException("a cluster needs an id");
    }
    Map<LookupKey, byte[]> lookups = new EnumMap<>(LookupKey.class);
    for (LookupKey name : LookupKey.values()) {
      lookups.put(name, entropy.bytes(MacKey.LENGTH));
    }
    return new Keyring(
        clusterId, NumberedKeys.first(entropy, now), NumberedKeys.first(entropy, now), lookups);
  }

  /// This keyring and one more term, which is then the active one.
  public Keyring rotated(Entropy entropy, Instant now) {
    alive();
    return new Keyring(clusterId, terms.withNext(entropy, now), auditPeriods.copy(), lookupBytes);
  }

  /// This keyring and one more audit period, which is then the active one.
  public Keyring withNewAuditPeriod(Entropy entropy, Instant now) {
    alive();
    return new Keyring(clusterId, terms.copy(), auditPeriods.withNext(entropy, now), lookupBytes);
  }

  public String clusterId() {
    return clusterId;
  }

  public int activeTerm() {
    return terms.active();
  }

  public int activeAuditPeriod() {
    return auditPeriods.active();
  }

  /// When a term came into this keyring; an unknown one is an `IllegalArgumentException`.
  public Instant installed(int term) {
    return terms.installed(term).orElseThrow(() -> new IllegalArgumentException("unknown term"));
  }

  /// The same object each time, so its caller need not keep it.
  public MacKey lookup(LookupKey name) {
    alive();
    return Objects.requireNonNull(lookups.get(name));
  }

  /// The key from which records of a purpose draw their subkeys: that of an audit period for
  /// [Purpose#AUDIT], else that of a term. A copy, to be zeroed by the caller.
  Optional<byte[]> source(Purpose purpose, int number) {
    alive();
    Optional<byte[]> key = (purpose == Purpose.AUDIT ? auditPeriods : terms).key(number);
    // Asked again: a wipe that ran meanwhile would have given zeroes.
    alive();
    return key;
  }

  /// The persistent form, full of keys: the caller seals it and zeroes it.
  public byte[] encode() {
    alive();
    BinaryWriter writer = new BinaryWriter().int8(VERSION).text(clusterId);
    terms.write(writer);
    writer.int32(lookupBytes.size());
    lookupBytes.forEach((name, key) -> writer.int8(name.code()).raw(key));
    auditPeriods.write(writer);
    byte[] encoded = writer.toBytes();
    writer.wipe();
    alive();
    return encoded;
  }

  /// Reads what [#encode()] wrote, to the last byte; anything else is [MalformedBinary].
  public static Keyring decode(byte[] encoded) {
    BinaryReader reader = new BinaryReader(encoded);
    reader.expect(VERSION);
    String clusterId = reader.text();
    if (clusterId.isBlank()) {
      throw new MalformedBinary("a keyring has no cluster id");
    }
    NumberedKeys terms = NumberedKeys.read(reader);
    Map<LookupKey, byte[]> lookups = readLookups(reader);
    NumberedKeys auditPeriods = NumberedKeys.read(reader);
    reader.end();
    return new Keyring(clusterId, terms, auditPeriods, lookups);
  }

  /// Zeroes every key, as far as the collector has made no copies.
  public void wipe() {
    wiped = true;
    terms.wipe();
    auditPeriods.wipe();
    lookupBytes.values().forEach(key -> Arrays.fill(key, (byte) 0));
    lookups.values().forEach(MacKey::wipe);
  }

  @Override
  public String toString() {
    return "Keyring(" + clusterId + ", term " + activeTerm() + ")";
  }

  private static Map<LookupKey, byte[]> readLookups(BinaryReader reader) {
    List<LookupKey> names = List.of(LookupKey.values());
    if (reader.count() != names.size()) {
      throw new MalformedBinary("a keyring has not the lookup keys of its version");
    }
    Map<LookupKey, byte[]> lookups = new EnumMap<>(LookupKey.class);
    for (LookupKey name : names) {
      if (reader.int8() != name.code()) {
        throw new MalformedBinary("a keyring has not the lookup keys of its version");
      }
      lookups.put(name, reader.raw(MacKey.LENGTH));
    }
    return lookups;
  }

  private void alive() {
    if (wiped) {
      throw new IllegalStateException("this keyring was wiped");
    }
  }
}
