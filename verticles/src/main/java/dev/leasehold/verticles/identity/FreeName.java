package dev.leasehold.verticles.identity;

import dev.leasehold.crypto.secret.Entropy;
import java.util.HexFormat;
import java.util.function.Predicate;

/// A name for what was made without one: its kind and eight hexadecimal digits, as
/// `entity_0badcafe`.
public final class FreeName {
  private FreeName() {}

  /// Draws until a name is free.
  public static String draw(String kind, Entropy entropy, Predicate<String> free) {
    String name;
    do {
      name = kind + "_" + HexFormat.of().formatHex(entropy.bytes(4));
    } while (!free.test(name));
    return name;
  }
}
