package dev.leasehold.crypto.barrier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.Damage;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SeededEntropy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowSealerTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final byte[] ROW_KEY = "token/1".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PLAINTEXT = "policies: default".getBytes(StandardCharsets.UTF_8);

  private final Entropy entropy = new SeededEntropy(42);
  private final Keyring keyring = Keyring.initial("cluster-1", entropy, NOW);
  private final RowSealer sealer = RowSealer.open(keyring, entropy);

  @Test
  void a_row_opens_under_its_key_only() {
    byte[] sealed = sealer.seal(ROW_KEY, PLAINTEXT);

    assertArrayEquals(PLAINTEXT, sealer.open(ROW_KEY, sealed));
    assertEquals(PLAINTEXT.length + RowSealer.OVERHEAD, sealed.length);
    Damage.each(ROW_KEY, other -> assertThrows(CorruptRow.class, () -> sealer.open(other, sealed)));
  }

  @Test
  void every_damage_to_a_row_is_noticed() {
    Damage.each(
        sealer.seal(ROW_KEY, PLAINTEXT),
        damaged -> assertThrows(CorruptRow.class, () -> sealer.open(ROW_KEY, damaged)));
  }

  @Test
  void rows_of_earlier_sessions_and_terms_still_open() {
    byte[] old = sealer.seal(ROW_KEY, PLAINTEXT);

    RowSealer later = RowSealer.open(keyring.rotated(entropy, NOW), entropy);

    assertArrayEquals(PLAINTEXT, later.open(ROW_KEY, old));
    byte[] sealed = later.seal(ROW_KEY, PLAINTEXT);
    assertThrows(CorruptRow.class, () -> sealer.open(ROW_KEY, sealed));
  }

  @Test
  void more_sessions_than_are_kept_still_open() {
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < Subkeys.KEPT + 50; i++) {
      rows.add(RowSealer.open(keyring, entropy).seal(ROW_KEY, PLAINTEXT));
    }

    for (int round = 0; round < 2; round++) {
      rows.forEach(row -> assertArrayEquals(PLAINTEXT, sealer.open(ROW_KEY, row)));
    }
  }

  @Test
  void two_sessions_seal_the_same_row_differently() {
    byte[] mine = sealer.seal(ROW_KEY, PLAINTEXT);
    byte[] theirs = RowSealer.open(keyring, entropy).seal(ROW_KEY, PLAINTEXT);

    assertFalse(
        Arrays.equals(
            Arrays.copyOfRange(mine, 28, mine.length),
            Arrays.copyOfRange(theirs, 28, theirs.length)));
  }

  @Test
  void many_threads_seal_and_open_and_share_no_counter() {
    List<byte[]> rows =
        IntStream.range(0, 5_000)
            .parallel()
            .mapToObj(each -> sealer.seal(ROW_KEY, PLAINTEXT))
            .toList();

    assertTrue(
        rows.stream()
            .parallel()
            .allMatch(row -> Arrays.equals(PLAINTEXT, sealer.open(ROW_KEY, row))));
    assertEquals(
        5_000,
        rows.stream().map(row -> Arrays.toString(Arrays.copyOf(row, 28))).distinct().count());
  }

  @Test
  void a_used_up_counter_and_a_wiped_sealer_seal_nothing() {
    RowSealer last = RowSealer.countingFrom(Long.MAX_VALUE, keyring, entropy);
    last.seal(ROW_KEY, PLAINTEXT);
    sealer.wipe();

    assertThrows(IllegalStateException.class, () -> last.seal(ROW_KEY, PLAINTEXT));
    assertThrows(IllegalStateException.class, () -> sealer.seal(ROW_KEY, PLAINTEXT));
  }
}
