package dev.leasehold.crypto.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The test cases of RFC 5869, appendix A, that use SHA-256.
class HkdfTest {
  private static final HexFormat HEX = HexFormat.of();

  private static void expect(String output, String key, String salt, String info, int length) {
    byte[] derived = Hkdf.derive(HEX.parseHex(key), HEX.parseHex(salt), HEX.parseHex(info), length);
    assertEquals(output, HEX.formatHex(derived));
  }

  private static String counted(int from, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (from + i);
    }
    return HEX.formatHex(bytes);
  }

  @Test
  void test_case_1_basic() {
    expect(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        "0b".repeat(22),
        counted(0, 13),
        counted(0xf0, 10),
        42);
  }

  @Test
  void test_case_2_longer_inputs() {
    expect(
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c6"
            + "5e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
        counted(0, 80),
        counted(0x60, 80),
        counted(0xb0, 80),
        82);
  }

  @Test
  void test_case_3_no_salt_and_no_info() {
    expect(
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        "0b".repeat(22),
        "",
        "",
        42);
  }
}
