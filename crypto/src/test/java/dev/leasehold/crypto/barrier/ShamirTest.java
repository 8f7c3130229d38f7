package dev.leasehold.crypto.barrier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SeededEntropy;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShamirTest {
  private final Entropy entropy = new SeededEntropy(42);

  /// Multiplication as polynomials with long division: another way than the one under test.
  private static int slowProduct(int left, int right) {
    int product = 0;
    for (int bit = 0; bit < 8; bit++) {
      if ((right >> bit & 1) == 1) {
        product ^= left << bit;
      }
    }
    for (int bit = 14; bit >= 8; bit--) {
      if ((product >> bit & 1) == 1) {
        product ^= 0x11b << (bit - 8);
      }
    }
    return product;
  }

  @Test
  void the_field_agrees_with_long_division_for_every_pair() {
    for (int left = 0; left < 256; left++) {
      for (int right = 0; right < 256; right++) {
        assertEquals(slowProduct(left, right), Field256.multiply(left, right));
      }
      assertEquals(left == 0 ? 0 : 1, Field256.multiply(left, Field256.invert(left)));
    }
    // FIPS 197, section 4.2.
    assertEquals(0xc1, Field256.multiply(0x57, 0x83));
  }

  @Test
  void the_field_has_no_table() {
    for (Field field : Field256.class.getDeclaredFields()) {
      assertFalse(field.getType().isArray(), field.getName());
    }
  }

  @Test
  void shares_computed_by_hand_give_the_secret() {
    // f(x) = 0x2a + 3x: f(1) = 0x29, f(2) = 0x2c. And g(x) = 5 + x^2: g(1) = 4, g(2) = 1, g(3) = 0.
    byte[] first = {0x29, 1};
    byte[] second = {0x2c, 2};
    assertArrayEquals(new byte[] {0x2a}, Shamir.combine(List.of(second, first)));
    assertArrayEquals(
        new byte[] {5},
        Shamir.combine(List.of(new byte[] {4, 1}, new byte[] {1, 2}, new byte[] {0, 3})));
  }

  @Test
  void any_threshold_of_shares_gives_the_secret() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      int parts = 2 + random.nextInt(20);
      int threshold = 2 + random.nextInt(parts - 1);
      byte[] secret = entropy.bytes(32);
      List<byte[]> shares = new ArrayList<>(Shamir.split(secret, parts, threshold, entropy));
      Collections.shuffle(shares, random);

      assertArrayEquals(secret, Shamir.combine(shares.subList(0, threshold)), "seed " + seed);
      assertArrayEquals(secret, Shamir.combine(shares), "seed " + seed);
      if (threshold > 2) {
        List<byte[]> fewer = shares.subList(0, threshold - 1);
        assertFalse(Arrays.equals(secret, Shamir.combine(fewer)), "seed " + seed);
      }
    }
  }

  @Test
  void a_share_is_one_byte_longer_and_ends_with_its_place() {
    List<byte[]> shares = Shamir.split(new byte[32], 255, 2, entropy);

    assertTrue(shares.stream().allMatch(share -> share.length == 33));
    assertEquals(255, shares.stream().map(share -> share[32]).distinct().count());
    assertTrue(shares.stream().noneMatch(share -> share[32] == 0));
  }

  @Test
  void a_split_is_random() {
    List<byte[]> once = Shamir.split(new byte[32], 3, 2, entropy);
    List<byte[]> again = Shamir.split(new byte[32], 3, 2, entropy);

    assertFalse(Arrays.equals(once.getFirst(), again.getFirst()));
  }

  private void refuses(String text, byte[] secret, int parts, int threshold) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> Shamir.split(secret, parts, threshold, entropy));
    assertEquals(text, refusal.getMessage());
  }

  @Test
  void a_split_that_makes_no_sense_is_refused() {
    byte[] secret = {1};
    refuses("parts cannot be less than threshold", secret, 2, 3);
    refuses("parts cannot exceed 255", secret, 256, 3);
    refuses("threshold must be at least 2", secret, 2, 1);
    refuses("cannot split an empty secret", new byte[0], 3, 2);
  }

  private static void refuses(String text, byte[]... shares) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Shamir.combine(List.of(shares)));
    assertEquals(text, refusal.getMessage());
  }

  @Test
  void shares_that_cannot_belong_together_are_refused() {
    refuses("less than two parts cannot be used to reconstruct the secret", new byte[] {1, 1});
    refuses("parts must be at least two bytes", new byte[] {1}, new byte[] {2});
    refuses("all parts must be the same length", new byte[] {1, 1}, new byte[] {2, 2, 2});
    refuses("duplicate part detected", new byte[] {1, 1}, new byte[] {2, 1});
  }
}
