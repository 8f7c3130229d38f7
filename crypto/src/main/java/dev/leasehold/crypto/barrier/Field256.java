package dev.leasehold.crypto.barrier;

/// The field GF(2^8) with the polynomial x^8+x^4+x^3+x+1. No step depends on the values: there is
/// no table, no branch and no early end, so neither time nor cache tells about a secret. Elements
/// are ints from 0 to 255; adding is `^`.
final class Field256 {
  private static final int POLYNOMIAL = 0x11b;

  private Field256() {}

  static int multiply(int left, int right) {
    int product = 0;
    for (int bit = 7; bit >= 0; bit--) {
      product <<= 1;
      product ^= -(product >>> 8) & POLYNOMIAL;
      product ^= -((right >>> bit) & 1) & left;
    }
    return product;
  }

  /// The inverse by Fermat, left^254; that of 0 is 0.
  static int invert(int element) {
    int power = element;
    for (int i = 0; i < 6; i++) {
      power = multiply(multiply(power, power), element);
    }
    return multiply(power, power);
  }

  /// The value of the polynomial whose coefficients begin with the constant one.
  static int evaluate(byte[] coefficients, int at) {
    int value = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      value = multiply(value, at) ^ (coefficients[i] & 0xff);
    }
    return value;
  }
}
