package dev.leasehold.crypto.barrier;

import dev.leasehold.crypto.secret.Entropy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Splits a secret into shares of which any `threshold` give it back and fewer tell nothing
/// (Shamir, 1979). Each byte of the secret is the constant of a random polynomial over [Field256];
/// a share is their values at one x, with x as its last byte, as Vault's shares are.
///
/// **A wrong share gives a wrong secret, without an error**: whoever combines must check the
/// result. The error texts are those that operators know. May be used from any thread.
public final class Shamir {
  private static final int MOST = 255;

  private Shamir() {}

  /// Shares one byte longer than the secret, each at another x, chosen at random.
  public static List<byte[]> split(byte[] secret, int parts, int threshold, Entropy entropy) {
    check(parts >= threshold, "parts cannot be less than threshold");
    check(parts <= MOST, "parts cannot exceed 255");
    check(threshold >= 2, "threshold must be at least 2");
    check(secret.length > 0, "cannot split an empty secret");
    byte[] places = places(entropy);
    List<byte[]> shares = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      byte[] share = new byte[secret.length + 1];
      share[secret.length] = places[i];
      shares.add(share);
    }
    byte[] coefficients = new byte[threshold];
    for (int i = 0; i < secret.length; i++) {
      entropy.fill(coefficients);
      coefficients[0] = secret[i];
      for (byte[] share : shares) {
        share[i] = (byte) Field256.evaluate(coefficients, share[secret.length] & 0xff);
      }
    }
    Arrays.fill(coefficients, (byte) 0);
    return shares;
  }

  /// The secret, if these are enough shares of one secret, and noise otherwise.
  public static byte[] combine(List<byte[]> shares) {
    check(shares.size() >= 2, "less than two parts cannot be used to reconstruct the secret");
    int length = shares.getFirst().length;
    check(length >= 2, "parts must be at least two bytes");
    check(
        shares.stream().allMatch(share -> share.length == length),
        "all parts must be the same length");
    check(
        shares.stream().map(share -> share[length - 1]).distinct().count() == shares.size(),
        "duplicate part detected");
    byte[] secret = new byte[length - 1];
    for (byte[] share : shares) {
      int weight = weight(share[length - 1] & 0xff, shares);
      for (int i = 0; i < secret.length; i++) {
        secret[i] ^= (byte) Field256.multiply(weight, share[i] & 0xff);
      }
    }
    return secret;
  }

  /// Lagrange's basis polynomial of the share at `own`, at 0: the product of other / (other - own).
  private static int weight(int own, List<byte[]> shares) {
    int weight = 1;
    for (byte[] share : shares) {
      int other = share[share.length - 1] & 0xff;
      if (other != own) {
        weight = Field256.multiply(weight, Field256.multiply(other, Field256.invert(other ^ own)));
      }
    }
    return weight;
  }

  /// All x but 0, where the secret itself would lie, in random order.
  private static byte[] places(Entropy entropy) {
    byte[] places = new byte[MOST];
    for (int i = 0; i < MOST; i++) {
      places[i] = (byte) (i + 1);
    }
    for (int i = MOST - 1; i > 0; i--) {
      int other = entropy.below(i + 1);
      byte swapped = places[i];
      places[i] = places[other];
      places[other] = swapped;
    }
    return places;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
