package dev.leasehold.crypto.barrier;

import dev.leasehold.crypto.secret.Entropy;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Who sealed something: 128 random bits, drawn anew for every claim, unseal and opening of a
/// store, and never stored for reuse. Two writers that believe themselves to lead at the same time
/// have different ids and thus different keys, so their counters cannot collide.
public record WriterId(long high, long low) {
  public static final int LENGTH = 16;

  public static WriterId draw(Entropy entropy) {
    return of(entropy.bytes(LENGTH));
  }

  /// The id that [#bytes()] gave.
  public static WriterId of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a writer id has 16 bytes");
    }
    ByteBuffer source = ByteBuffer.wrap(bytes);
    return new WriterId(source.getLong(), source.getLong());
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  @Override
  public String toString() {
    return hex();
  }
}
