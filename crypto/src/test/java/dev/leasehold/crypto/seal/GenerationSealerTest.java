package dev.leasehold.crypto.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.Damage;
import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Unauthentic;
import dev.leasehold.crypto.binary.MalformedBinary;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenerationSealerTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final Entropy entropy = new SeededEntropy(42);
  private final Keyring keyring = Keyring.initial("cluster-1", entropy, NOW);
  private final SecretBytes rootKey = RootKey.draw(entropy);
  private final SealSettings settings = SealSettings.shamir(3, 2);
  private final ShamirSeal shamir = ShamirSeal.draw(settings, entropy);
  private final StaticSeal file = StaticSeal.ofFile(entropy.bytes(32));
  private final Generation generation =
      GenerationSealer.create(1, settings, keyring, rootKey, List.of(shamir, file), entropy);

  private void opensTo(Keyring expected, Generation opened) throws Unauthentic {
    assertArrayEquals(expected.encode(), GenerationSealer.open(opened, rootKey).encode());
  }

  @Test
  void each_seal_alone_opens_a_generation() throws Unauthentic {
    Generation decoded = Generation.decode(generation.encode());

    assertEquals(rootKey, GenerationSealer.unwrap(decoded, shamir));
    assertEquals(rootKey, GenerationSealer.unwrap(decoded, file));
    opensTo(keyring, decoded);
    assertArrayEquals(generation.hash(), decoded.hash());
  }

  @Test
  void a_seal_with_another_key_opens_nothing() {
    StaticSeal otherFile = StaticSeal.ofFile(entropy.bytes(32));
    ShamirSeal otherShares = ShamirSeal.draw(settings, entropy);
    SecretBytes otherRoot = RootKey.draw(entropy);

    assertThrows(Unauthentic.class, () -> GenerationSealer.unwrap(generation, otherFile));
    assertThrows(Unauthentic.class, () -> GenerationSealer.unwrap(generation, otherShares));
    assertThrows(Unauthentic.class, () -> GenerationSealer.open(generation, otherRoot));
  }

  @Test
  void every_damage_to_an_encoded_generation_is_noticed() {
    Damage.each(generation.encode(), damaged -> assertFalse(opens(damaged)));
  }

  private boolean opens(byte[] encoded) {
    try {
      GenerationSealer.open(Generation.decode(encoded), rootKey);
      return true;
    } catch (MalformedBinary | Unauthentic e) {
      return false;
    }
  }

  @Test
  void a_generation_does_not_open_with_the_clear_part_of_another() throws Unauthentic {
    Generation next = GenerationSealer.succeed(generation, keyring, rootKey, entropy);
    Generation spliced =
        new Generation(next.number(), next.settings(), next.wraps(), generation.sealedKeyring());

    opensTo(keyring, next);
    assertThrows(Unauthentic.class, () -> GenerationSealer.open(spliced, rootKey));
  }

  @Test
  void a_rotated_keyring_needs_no_seal_to_be_kept() throws Unauthentic {
    Keyring rotated = keyring.rotated(entropy, NOW);

    Generation next = GenerationSealer.succeed(generation, rotated, rootKey, entropy);

    assertEquals(2, next.number());
    assertEquals(rootKey, GenerationSealer.unwrap(next, shamir));
    opensTo(rotated, next);
  }

  @Test
  void a_seal_can_be_added_and_then_opens_too() throws Unauthentic {
    StaticSeal added = StaticSeal.ofFile(entropy.bytes(32));

    Generation next = GenerationSealer.add(generation, added, keyring, rootKey, entropy);

    assertEquals(3, next.wraps().size());
    assertEquals(rootKey, GenerationSealer.unwrap(next, added));
    assertEquals(rootKey, GenerationSealer.unwrap(next, file));
  }

  @Test
  void an_old_generation_opens_no_keyring_of_a_new_root_key() throws Unauthentic {
    SecretBytes newRoot = RootKey.draw(entropy);
    ShamirSeal newShares = ShamirSeal.draw(settings, entropy);
    Generation rekeyed =
        GenerationSealer.create(2, settings, keyring, newRoot, List.of(newShares), entropy);

    assertThrows(Unauthentic.class, () -> GenerationSealer.unwrap(rekeyed, shamir));
    assertThrows(Unauthentic.class, () -> GenerationSealer.open(rekeyed, rootKey));
    assertEquals(newRoot, GenerationSealer.unwrap(rekeyed, newShares));
  }

  @Test
  void the_keyring_is_sealed_differently_each_time() {
    Generation again =
        GenerationSealer.create(1, settings, keyring, rootKey, List.of(shamir), entropy);

    assertFalse(Arrays.equals(generation.sealedKeyring(), again.sealedKeyring()));
  }

  @Test
  void a_root_key_that_nobody_wraps_is_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> GenerationSealer.create(1, settings, keyring, rootKey, List.of(), entropy));
  }

  @Test
  void the_file_of_a_static_seal_has_exactly_its_key() {
    assertThrows(IllegalArgumentException.class, () -> StaticSeal.ofFile(new byte[31]));
    assertThrows(IllegalArgumentException.class, () -> StaticSeal.ofFile(new byte[33]));
  }

  @Test
  void a_generation_prints_no_bytes() {
    assertEquals(
        "Generation(1, SealSettings[type=shamir, shares=3, threshold=2], 2 wraps)",
        generation.toString());
  }

  private static void refuses(String text, int shares, int threshold) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> SealSettings.shamir(shares, threshold));
    assertEquals(text, refusal.getMessage());
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    refuses("shares must be at least one", 0, 1);
    refuses("threshold must be at least one", 1, 0);
    refuses("threshold must be greater than one for multiple shares", 2, 1);
    refuses("shares must be less than 256", 256, 2);
    refuses("threshold cannot be larger than shares", 2, 3);
  }
}
