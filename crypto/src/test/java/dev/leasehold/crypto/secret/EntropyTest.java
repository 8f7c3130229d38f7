package dev.leasehold.crypto.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EntropyTest {
  @Test
  void a_seed_gives_the_published_numbers_of_splitmix64() {
    // The first outputs for seed 1234567 in the reference implementation by Vigna.
    Entropy entropy = new SeededEntropy(1234567);

    assertEquals("6457827717110365317", Long.toUnsignedString(entropy.nextLong()));
    assertEquals("3203168211198807973", Long.toUnsignedString(entropy.nextLong()));
  }

  @Test
  void the_same_seed_repeats_and_another_does_not() {
    assertEquals(new SeededEntropy(7).base62(40), new SeededEntropy(7).base62(40));
    assertNotEquals(new SeededEntropy(7).base62(40), new SeededEntropy(8).base62(40));
  }

  @Test
  void secure_draws_differ() {
    Entropy entropy = new SecureEntropy();

    assertNotEquals(
        HexFormat.of().formatHex(entropy.bytes(16)), HexFormat.of().formatHex(entropy.bytes(16)));
  }

  @Test
  void a_base62_text_uses_every_character_about_equally_often() {
    String text = new SeededEntropy(1).base62(62_000);

    assertTrue(text.matches("[0-9A-Za-z]{62000}"));
    // 1,000 of each are expected, with a deviation of 31; a remainder would give some 1,200.
    assertTrue(text.chars().boxed().distinct().count() == 62);
    text.chars()
        .distinct()
        .forEach(each -> {
          long count = text.chars().filter(other -> other == each).count();
          assertTrue(count > 850 && count < 1150, () -> (char) each + ": " + count);
        });
  }

  @Test
  void a_uuid_has_the_form_of_version_4() {
    Entropy entropy = new SeededEntropy(2);
    for (int i = 0; i < 100; i++) {
      assertTrue(
          entropy
              .uuid()
              .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    }
  }

  @Test
  void a_bounded_number_stays_below_its_bound_and_reaches_both_ends() {
    Entropy entropy = new SeededEntropy(3);
    boolean[] seen = new boolean[7];
    for (int i = 0; i < 1000; i++) {
      seen[entropy.below(7)] = true;
    }

    for (boolean each : seen) {
      assertTrue(each);
    }
    assertTrue(entropy.below(Integer.MAX_VALUE) >= 0);
    assertThrows(IllegalArgumentException.class, () -> entropy.below(0));
  }
}
