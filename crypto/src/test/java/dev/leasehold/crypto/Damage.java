package dev.leasehold.crypto;

import java.util.Arrays;
import java.util.function.Consumer;

/// Every way to damage some bytes a little: each bit flipped, each shorter length, one byte more at
/// the end and one at the front.
public final class Damage {
  private Damage() {}

  public static void each(byte[] whole, Consumer<byte[]> check) {
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      check.accept(flipped);
    }
    for (int length = 0; length < whole.length; length++) {
      check.accept(Arrays.copyOf(whole, length));
    }
    check.accept(Arrays.copyOf(whole, whole.length + 1));
    byte[] shifted = new byte[whole.length + 1];
    System.arraycopy(whole, 0, shifted, 1, whole.length);
    check.accept(shifted);
  }
}
