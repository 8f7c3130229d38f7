package dev.leasehold.crypto.secret;

/// Draws texts of digits and letters. A byte counts only below 248, the greatest multiple of 62
/// within a byte; the others are drawn again, so that each character is equally likely.
final class Base62 {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int FAIR = 256 / ALPHABET.length() * ALPHABET.length();

  private Base62() {}

  static String draw(Entropy entropy, int length) {
    StringBuilder text = new StringBuilder(length);
    while (text.length() < length) {
      for (byte each : entropy.bytes(length - text.length())) {
        int candidate = each & 0xff;
        if (candidate < FAIR) {
          text.append(ALPHABET.charAt(candidate % ALPHABET.length()));
        }
      }
    }
    return text.toString();
  }
}
