package dev.leasehold.crypto.barrier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.leasehold.crypto.key.MacKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BlindedNameTest {
  private final BlindedName names = new BlindedName(MacKey.of(new byte[32]));

  @Test
  void a_name_is_found_again_and_no_other_way_of_cutting_it_is() {
    assertArrayEquals(names.of("kv", "a", "b"), names.of("kv", "a", "b"));
    assertFalse(Arrays.equals(names.of("kv", "ab"), names.of("kv", "a", "b")));
    assertFalse(Arrays.equals(names.of("kva", "b"), names.of("kv", "ab")));
    assertFalse(Arrays.equals(names.of("kv"), names.of("kv", "")));
  }

  @Test
  void a_name_shows_sixteen_bytes_of_its_framed_mac() {
    byte[] framed = {0, 0, 0, 2, 'k', 'v', 0, 0, 0, 1, 'a'};

    assertArrayEquals(Arrays.copyOf(MacKey.of(new byte[32]).mac(framed), 16), names.of("kv", "a"));
  }

  @Test
  void another_store_shows_another_name() {
    byte[] other = new byte[32];
    other[0] = 1;

    assertFalse(Arrays.equals(names.of("kv"), new BlindedName(MacKey.of(other)).of("kv")));
  }
}
