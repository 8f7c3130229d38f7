package dev.leasehold.crypto.barrier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.secret.SeededEntropy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BatchSealerTest {
  private static final byte[] CONTENT = "who it is".getBytes(StandardCharsets.UTF_8);

  private final SeededEntropy entropy = new SeededEntropy(7);
  private final Keyring keyring = Keyring.initial("cluster", entropy, Instant.EPOCH);
  private final BatchSealer sealer = new BatchSealer(keyring);

  @Test
  void what_was_sealed_is_opened_also_after_a_rotation() {
    byte[] sealed = sealer.seal(CONTENT, entropy);
    BatchSealer later = new BatchSealer(keyring.rotated(entropy, Instant.EPOCH));

    assertArrayEquals(CONTENT, sealer.open(sealed).orElseThrow());
    assertArrayEquals(CONTENT, later.open(sealed).orElseThrow());
  }

  @Test
  void every_bit_that_flips_and_every_byte_that_is_missing_opens_nothing() {
    byte[] sealed = sealer.seal(CONTENT, entropy);

    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] forged = sealed.clone();
      forged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertTrue(sealer.open(forged).isEmpty());
    }
    for (int length = 0; length < sealed.length; length++) {
      assertTrue(sealer.open(Arrays.copyOf(sealed, length)).isEmpty());
    }
  }

  @Test
  void another_cluster_opens_nothing() {
    byte[] sealed = sealer.seal(CONTENT, entropy);
    Keyring other = Keyring.initial("other", entropy, Instant.EPOCH);

    assertTrue(new BatchSealer(other).open(sealed).isEmpty());
  }
}
