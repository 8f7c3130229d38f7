package dev.leasehold.crypto.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.crypto.secret.SeededEntropy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsealCeremonyTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Reveal REVEAL = Reveal.because("the test hands in the share");

  private final Entropy entropy = new SeededEntropy(42);
  private final Keyring keyring = Keyring.initial("cluster-1", entropy, NOW);
  private final SecretBytes rootKey = RootKey.draw(entropy);
  private final ShamirSeal seal = ShamirSeal.draw(SealSettings.shamir(5, 3), entropy);
  private final Generation generation = generation(1, SealSettings.shamir(5, 3), seal);

  private Generation generation(long number, SealSettings settings, ShamirSeal by) {
    return GenerationSealer.create(number, settings, keyring, rootKey, List.of(by), entropy);
  }

  private UnsealCeremony ceremony(Generation... newestFirst) {
    return new UnsealCeremony(List.of(newestFirst), entropy);
  }

  private static byte[] share(ShamirSeal of, int index) {
    return of.shares().get(index).reveal(REVEAL);
  }

  @Test
  void enough_shares_in_any_order_open_the_keyring() {
    UnsealCeremony ceremony = ceremony(generation);

    assertInstanceOf(UnsealStep.Counted.class, ceremony.submit(share(seal, 4)));
    assertInstanceOf(UnsealStep.Counted.class, ceremony.submit(share(seal, 0)));
    assertEquals(2, ceremony.progress());
    UnsealStep.Opened opened =
        assertInstanceOf(UnsealStep.Opened.class, ceremony.submit(share(seal, 2)));

    assertEquals(rootKey, opened.rootKey());
    assertArrayEquals(keyring.encode(), opened.keyring().encode());
    assertEquals(generation, opened.generation());
    assertEquals(0, ceremony.progress());
    assertEquals("", ceremony.nonce());
  }

  @Test
  void T11_a_wrong_share_neither_advances_nor_resets() {
    UnsealCeremony ceremony = ceremony(generation);
    ceremony.submit(share(seal, 0));
    String nonce = ceremony.nonce();
    byte[] changed = share(seal, 1);
    changed[7] ^= 1;

    assertInstanceOf(UnsealStep.WrongShare.class, ceremony.submit(changed));
    assertInstanceOf(UnsealStep.WrongShare.class, ceremony.submit(new byte[32]));

    assertEquals(1, ceremony.progress());
    assertEquals(nonce, ceremony.nonce());
    ceremony.submit(share(seal, 1));
    assertInstanceOf(UnsealStep.Opened.class, ceremony.submit(share(seal, 2)));
  }

  @Test
  void a_share_counts_once() {
    UnsealCeremony ceremony = ceremony(generation);
    ceremony.submit(share(seal, 0));

    for (int i = 0; i < 5; i++) {
      assertInstanceOf(UnsealStep.Duplicate.class, ceremony.submit(share(seal, 0)));
    }

    assertEquals(1, ceremony.progress());
  }

  @Test
  void a_length_that_no_share_has_is_refused_with_the_known_texts() {
    UnsealCeremony ceremony = ceremony(generation);

    assertEquals(
        new UnsealStep.Refused("invalid key: key is shorter than minimum 16 bytes"),
        ceremony.submit(new byte[15]));
    assertEquals(
        new UnsealStep.Refused("invalid key: key is longer than maximum 33 bytes"),
        ceremony.submit(new byte[34]));
    assertInstanceOf(UnsealStep.WrongShare.class, ceremony.submit(new byte[16]));
    assertEquals("", ceremony.nonce());
  }

  @Test
  void a_reset_begins_a_new_ceremony() {
    UnsealCeremony ceremony = ceremony(generation);
    ceremony.submit(share(seal, 0));
    String nonce = ceremony.nonce();

    ceremony.reset();

    assertEquals(0, ceremony.progress());
    assertEquals("", ceremony.nonce());
    ceremony.submit(share(seal, 0));
    assertEquals(1, ceremony.progress());
    assertNotEquals(nonce, ceremony.nonce());
  }

  @Test
  void a_single_share_is_the_raw_key() {
    SealSettings settings = SealSettings.shamir(1, 1);
    ShamirSeal single = ShamirSeal.draw(settings, entropy);

    assertEquals(32, single.shares().getFirst().length());
    assertInstanceOf(
        UnsealStep.Opened.class,
        ceremony(generation(1, settings, single)).submit(share(single, 0)));
  }

  @Test
  void every_share_but_a_single_one_has_33_bytes() {
    assertTrue(seal.shares().stream().allMatch(share -> share.length() == 33));
  }

  @Test
  void while_a_rekey_is_under_way_old_shares_and_new_ones_open_but_not_mixed() {
    ShamirSeal newSeal = ShamirSeal.draw(SealSettings.shamir(2, 2), entropy);
    Generation newer = generation(2, SealSettings.shamir(2, 2), newSeal);
    UnsealCeremony ceremony = ceremony(newer, generation);

    ceremony.submit(share(seal, 0));
    ceremony.submit(share(seal, 1));
    assertInstanceOf(UnsealStep.Counted.class, ceremony.submit(share(newSeal, 0)));
    UnsealStep.Opened opened =
        assertInstanceOf(UnsealStep.Opened.class, ceremony.submit(share(newSeal, 1)));

    assertEquals(newer, opened.generation());
  }

  @Test
  void the_newest_generation_that_opens_wins_and_a_damaged_one_is_passed_over() {
    Generation next = GenerationSealer.succeed(generation, keyring, rootKey, entropy);
    Generation damaged = new Generation(3, next.settings(), next.wraps(), next.sealedKeyring());
    UnsealCeremony ceremony = ceremony(damaged, next, generation);

    ceremony.submit(share(seal, 0));
    ceremony.submit(share(seal, 1));
    UnsealStep.Opened opened =
        assertInstanceOf(UnsealStep.Opened.class, ceremony.submit(share(seal, 2)));

    assertEquals(next, opened.generation());
  }

  @Test
  void right_shares_that_open_nothing_begin_again() {
    Generation damaged =
        new Generation(2, generation.settings(), generation.wraps(), generation.sealedKeyring());
    UnsealCeremony ceremony = ceremony(damaged);

    ceremony.submit(share(seal, 0));
    ceremony.submit(share(seal, 1));

    assertInstanceOf(UnsealStep.WrongKey.class, ceremony.submit(share(seal, 2)));
    assertEquals(0, ceremony.progress());
  }
}
