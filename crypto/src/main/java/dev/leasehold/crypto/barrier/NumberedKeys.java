package dev.leasehold.crypto.barrier;

import dev.leasehold.crypto.binary.BinaryReader;
import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.binary.MalformedBinary;
import dev.leasehold.crypto.secret.Entropy;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Random keys numbered from 1, the last of which is the active one; the earlier ones still open
/// what they sealed. Immutable but for [#wipe()]; every instance owns its arrays, so that wiping
/// one leaves its successor whole.
final class NumberedKeys {
  private final List<Instant> installed;
  private final List<byte[]> keys;

  private NumberedKeys(List<Instant> installed, List<byte[]> keys) {
    this.installed = List.copyOf(installed);
    this.keys = List.copyOf(keys);
  }

  static NumberedKeys first(Entropy entropy, Instant now) {
    return new NumberedKeys(List.of(now), List.of(entropy.bytes(SealingKey.LENGTH)));
  }

  NumberedKeys copy() {
    return new NumberedKeys(installed, keys.stream().map(byte[]::clone).toList());
  }

  NumberedKeys withNext(Entropy entropy, Instant now) {
    List<Instant> instants = new ArrayList<>(installed);
    instants.add(now);
    List<byte[]> more = new ArrayList<>(copy().keys);
    more.add(entropy.bytes(SealingKey.LENGTH));
    return new NumberedKeys(instants, more);
  }

  int active() {
    return keys.size();
  }

  boolean has(int number) {
    return number >= 1 && number <= keys.size();
  }

  Optional<Instant> installed(int number) {
    return has(number) ? Optional.of(installed.get(number - 1)) : Optional.empty();
  }

  /// A copy, to be zeroed by the caller.
  Optional<byte[]> key(int number) {
    return has(number) ? Optional.of(keys.get(number - 1).clone()) : Optional.empty();
  }

  void wipe() {
    keys.forEach(key -> Arrays.fill(key, (byte) 0));
  }

  void write(BinaryWriter writer) {
    writer.int32(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      Instant instant = installed.get(i);
      writer.int64(instant.getEpochSecond()).int32(instant.getNano()).raw(keys.get(i));
    }
  }

  static NumberedKeys read(BinaryReader reader) {
    int count = reader.count();
    if (count == 0) {
      throw new MalformedBinary("a keyring has no active key");
    }
    List<Instant> installed = new ArrayList<>();
    List<byte[]> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      installed.add(instant(reader.int64(), reader.int32()));
      keys.add(reader.raw(SealingKey.LENGTH));
    }
    return new NumberedKeys(installed, keys);
  }

  private static Instant instant(long seconds, int nanos) {
    if (nanos < 0 || nanos > 999_999_999) {
      throw new MalformedBinary("a time is out of range");
    }
    try {
      return Instant.ofEpochSecond(seconds, nanos);
    } catch (DateTimeException e) {
      throw new MalformedBinary("a time is out of range");
    }
  }
}
