package dev.leasehold.crypto.secret;

import java.util.HexFormat;

/// The one source of randomness, handed to whatever needs some. In a server it is [SecureEntropy];
/// in tests and simulations [SeededEntropy], so that a run can be repeated. Every draw is uniform:
/// nothing here takes a remainder of a random number. Implementations may be used from any thread.
public interface Entropy {
  /// Fills the whole array with random bytes.
  void fill(byte[] target);

  default byte[] bytes(int count) {
    byte[] drawn = new byte[count];
    fill(drawn);
    return drawn;
  }

  /// A text of so many digits and letters, each of the 62 equally likely.
  default String base62(int length) {
    return Base62.draw(this, length);
  }

  /// The text of a UUID of version 4 (RFC 9562, section 5.4).
  default String uuid() {
    byte[] drawn = bytes(16);
    drawn[6] = (byte) ((drawn[6] & 0x0f) | 0x40);
    drawn[8] = (byte) ((drawn[8] & 0x3f) | 0x80);
    String hex = HexFormat.of().formatHex(drawn);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }

  default long nextLong() {
    long drawn = 0;
    for (byte each : bytes(Long.BYTES)) {
      drawn = drawn << 8 | (each & 0xff);
    }
    return drawn;
  }

  /// A number from 0 up to, but not including, the bound, which must be positive.
  default int below(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("the bound must be positive");
    }
    // Of the 2^31 candidates only as many count as fill whole rounds of the bound.
    long fair = (1L << 31) / bound * bound;
    long candidate;
    do {
      candidate = nextLong() >>> 33;
    } while (candidate >= fair);
    return (int) (candidate % bound);
  }
}
