package dev.leasehold.verticles.engine.database;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import java.util.Arrays;

/// Draws passwords as Vault does where no policy is given: 20 letters, digits and dashes, at least
/// one lower case letter, one upper case letter, one digit and one dash. That is 118 random bits,
/// and none of these characters means anything in SQL.
final class GeneratedPassword {
  static final int LENGTH = 20;

  private static final String ALPHABET =
      "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private GeneratedPassword() {}

  static SecretBytes draw(Entropy entropy) {
    byte[] drawn = new byte[LENGTH];
    do {
      for (int i = 0; i < LENGTH; i++) {
        drawn[i] = (byte) ALPHABET.charAt(entropy.below(ALPHABET.length()));
      }
    } while (!hasAllKinds(drawn));
    SecretBytes password = SecretBytes.copyOf(drawn);
    Arrays.fill(drawn, (byte) 0);
    return password;
  }

  private static boolean hasAllKinds(byte[] drawn) {
    boolean lower = false;
    boolean upper = false;
    boolean digit = false;
    boolean dash = false;
    for (byte each : drawn) {
      lower |= each >= 'a' && each <= 'z';
      upper |= each >= 'A' && each <= 'Z';
      digit |= each >= '0' && each <= '9';
      dash |= each == '-';
    }
    return lower && upper && digit && dash;
  }
}
