package dev.leasehold.crypto.barrier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.Damage;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SeededEntropy;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final byte[] PLACE = {1, 2};
  private static final byte[] PLAINTEXT = {3, 4, 5};

  private final Entropy entropy = new SeededEntropy(42);
  private final byte[] key = entropy.bytes(32);

  @Test
  void an_envelope_opens_with_its_key_and_place_only() throws Unauthentic {
    byte[] sealed = Envelope.seal(key, PLACE, PLAINTEXT, entropy);

    assertArrayEquals(PLAINTEXT, Envelope.open(key, PLACE, sealed));
    Damage.each(
        PLACE, other -> assertThrows(Unauthentic.class, () -> Envelope.open(key, other, sealed)));
    byte[] otherKey = entropy.bytes(32);
    assertThrows(Unauthentic.class, () -> Envelope.open(otherKey, PLACE, sealed));
  }

  @Test
  void every_damage_to_an_envelope_is_noticed() {
    Damage.each(
        Envelope.seal(key, PLACE, PLAINTEXT, entropy),
        damaged -> assertThrows(Unauthentic.class, () -> Envelope.open(key, PLACE, damaged)));
  }

  @Test
  void sealing_the_same_twice_shares_nothing() {
    byte[] first = Envelope.seal(key, PLACE, PLAINTEXT, entropy);
    byte[] second = Envelope.seal(key, PLACE, PLAINTEXT, entropy);

    assertEquals(32 + 3 + 16, first.length);
    assertFalse(
        Arrays.equals(Arrays.copyOfRange(first, 32, 51), Arrays.copyOfRange(second, 32, 51)));
  }
}
