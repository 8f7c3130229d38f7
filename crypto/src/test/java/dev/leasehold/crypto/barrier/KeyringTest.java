package dev.leasehold.crypto.barrier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leasehold.crypto.binary.MalformedBinary;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SeededEntropy;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyringTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456789Z");

  private final Entropy entropy = new SeededEntropy(42);
  private final Keyring keyring = Keyring.initial("cluster-1", entropy, NOW);

  @Test
  void rotation_adds_a_term_and_keeps_everything_else() {
    Keyring rotated = keyring.rotated(entropy, NOW.plusSeconds(9));

    assertEquals(1, keyring.activeTerm());
    assertEquals(2, rotated.activeTerm());
    assertEquals(1, rotated.activeAuditPeriod());
    assertEquals(NOW, rotated.installed(1));
    assertEquals(NOW.plusSeconds(9), rotated.installed(2));
    assertArrayEquals(source(keyring, Purpose.JOURNAL, 1), source(rotated, Purpose.JOURNAL, 1));
    assertFalse(
        Arrays.equals(source(rotated, Purpose.JOURNAL, 1), source(rotated, Purpose.JOURNAL, 2)));
    assertEquals(
        keyring.lookup(LookupKey.TOKEN).macHex("x"), rotated.lookup(LookupKey.TOKEN).macHex("x"));
  }

  @Test
  void an_audit_period_is_not_a_term() {
    Keyring later = keyring.withNewAuditPeriod(entropy, NOW);

    assertEquals(1, later.activeTerm());
    assertEquals(2, later.activeAuditPeriod());
    assertFalse(Arrays.equals(source(later, Purpose.AUDIT, 1), source(later, Purpose.JOURNAL, 1)));
  }

  @Test
  void every_lookup_key_is_another() {
    Set<String> macs = new HashSet<>();
    for (LookupKey name : LookupKey.values()) {
      macs.add(keyring.lookup(name).macHex("same"));
    }

    assertEquals(4, macs.size());
  }

  @Test
  void a_decoded_keyring_is_the_same_to_the_last_byte() {
    Keyring grown = keyring.rotated(entropy, NOW).withNewAuditPeriod(entropy, NOW.plusNanos(1));

    Keyring decoded = Keyring.decode(grown.encode());

    assertArrayEquals(grown.encode(), decoded.encode());
    assertEquals("cluster-1", decoded.clusterId());
    assertEquals(2, decoded.activeTerm());
    assertEquals(2, decoded.activeAuditPeriod());
    assertEquals(NOW, decoded.installed(1));
    assertEquals(
        grown.lookup(LookupKey.AUDIT_HASH).macHex("x"),
        decoded.lookup(LookupKey.AUDIT_HASH).macHex("x"));
  }

  @Test
  void a_form_that_is_cut_or_continued_is_malformed() {
    byte[] encoded = keyring.encode();

    for (int length = 0; length < encoded.length; length++) {
      byte[] cut = Arrays.copyOf(encoded, length);
      assertThrows(MalformedBinary.class, () -> Keyring.decode(cut));
    }
    byte[] continued = Arrays.copyOf(encoded, encoded.length + 1);
    assertThrows(MalformedBinary.class, () -> Keyring.decode(continued));
    byte[] newer = encoded.clone();
    newer[0] = 2;
    assertThrows(MalformedBinary.class, () -> Keyring.decode(newer));
  }

  @Test
  void wiping_a_keyring_leaves_its_successor_whole() {
    Keyring rotated = keyring.rotated(entropy, NOW);
    byte[] before = rotated.encode();

    keyring.wipe();

    assertArrayEquals(before, rotated.encode());
  }

  @Test
  void a_keyring_prints_no_key() {
    assertEquals("Keyring(cluster-1, term 1)", keyring.toString());
  }

  @Test
  void a_term_that_is_not_there_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> keyring.installed(2));
    assertThrows(IllegalArgumentException.class, () -> keyring.installed(0));
    WriterId writer = WriterId.draw(entropy);
    assertThrows(
        IllegalArgumentException.class,
        () -> new RecordSealer(keyring, Purpose.JOURNAL, 2, writer, "journal"));
  }

  private static byte[] source(Keyring keyring, Purpose purpose, int number) {
    return keyring.source(purpose, number).orElseThrow();
  }
}
