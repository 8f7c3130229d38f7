package dev.leasehold.crypto.barrier;

import dev.leasehold.crypto.key.MacKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a row key shows instead of a name: the first 16 bytes of an HMAC over its parts, each
/// preceded by its length, under a key that is drawn for one store. The same name gives the same
/// bytes, so it can be found; whoever lacks the key can neither read nor guess it. Two names
/// collide with a chance of 2^-128 a pair, and the sealed row repeats the name in full. May be used
/// from any thread.
public final class BlindedName {
  public static final int LENGTH = 16;

  private final MacKey key;

  public BlindedName(MacKey key) {
    this.key = key;
  }

  public byte[] of(String... parts) {
    byte[][] encoded = new byte[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      encoded[i] = parts[i].getBytes(StandardCharsets.UTF_8);
    }
    return Arrays.copyOf(key.macFramed(encoded), LENGTH);
  }
}
