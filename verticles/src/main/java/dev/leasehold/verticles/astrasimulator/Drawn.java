package dev.leasehold.verticles.astrasimulator;

import dev.leasehold.crypto.secret.Entropy;

/// What Astra draws for a new token.
final class Drawn {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int CLIENT_ID_LENGTH = 24;
  private static final int SECRET_LENGTH = 128;

  private Drawn() {}

  static String clientId(Entropy entropy) {
    StringBuilder id = new StringBuilder(CLIENT_ID_LENGTH);
    for (int i = 0; i < CLIENT_ID_LENGTH; i++) {
      id.append(LETTERS.charAt(entropy.below(LETTERS.length())));
    }
    return id.toString();
  }

  static String secret(Entropy entropy) {
    return entropy.base62(SECRET_LENGTH);
  }
}
