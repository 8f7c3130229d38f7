package dev.leasehold.crypto.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class MacKeyTest {
  /// HMAC pads a key with zeroes and hashes one longer than a block, so the keys of RFC 4231 have a
  /// form of 32 bytes.
  private static MacKey keyOf(byte[] key) {
    return MacKey.of(Arrays.copyOf(key.length > 64 ? Sha256.of(key) : key, 32));
  }

  private static byte[] repeated(int value, int times) {
    byte[] bytes = new byte[times];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void expect(String mac, byte[] key, byte[] data) {
    assertEquals(mac, HexFormat.of().formatHex(keyOf(key).mac(data)));
  }

  @Test
  void the_vectors_of_rfc_4231_hold() {
    expect(
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        repeated(0x0b, 20),
        ascii("Hi There"));
    expect(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ascii("Jefe"),
        ascii("what do ya want for nothing?"));
    expect(
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
        repeated(0xaa, 20),
        repeated(0xdd, 50));
    expect(
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        repeated(0xaa, 131),
        ascii("Test Using Larger Than Block-Size Key - Hash Key First"));
  }

  @Test
  void it_agrees_with_the_jdk_for_every_length_around_the_blocks() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int length = 0; length < 200; length++) {
      byte[] key = new byte[32];
      byte[] data = new byte[length];
      random.nextBytes(key);
      random.nextBytes(data);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));

      assertArrayEquals(mac.doFinal(data), MacKey.of(key).mac(data), "seed " + seed);
    }
  }

  @Test
  void parts_are_joined_plainly_or_framed_by_their_lengths() {
    MacKey key = MacKey.of(repeated(7, 32));

    assertArrayEquals(key.mac(ascii("abc")), key.mac(ascii("a"), ascii("bc")));
    assertFalse(
        Arrays.equals(
            key.macFramed(ascii("ab"), ascii("c")), key.macFramed(ascii("a"), ascii("bc"))));
    assertArrayEquals(
        key.mac(new byte[] {0, 0, 0, 1, 'a', 0, 0, 0, 0}), key.macFramed(ascii("a"), ascii("")));
    assertEquals(HexFormat.of().formatHex(key.mac(ascii("abc"))), key.macHex("abc"));
  }

  @Test
  void many_threads_get_the_same_mac() {
    MacKey key = MacKey.of(repeated(7, 32));
    String expected = key.macHex("token");

    assertTrue(
        IntStream.range(0, 20_000)
            .parallel()
            .allMatch(each -> key.macHex("token").equals(expected)));
  }

  @Test
  void a_wiped_key_makes_no_mac() {
    MacKey key = MacKey.of(repeated(7, 32));

    key.wipe();

    assertThrows(IllegalStateException.class, () -> key.macHex("token"));
  }

  @Test
  void a_key_of_another_length_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> MacKey.of(new byte[31]));
  }

  @Test
  void sha_256_knows_abc() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        Sha256.hex(ascii("a"), ascii("bc")));
  }
}
