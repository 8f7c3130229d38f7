package dev.leasehold.projections.table;

import java.time.Instant;
import java.util.List;

/// A piece of a stored key, of a fixed width, so that no part can be taken for another.
///
/// Whatever names something is blinded; only numbers and due times lie in the clear.
public sealed interface KeyPart {

  /// Names that the store sees only as 16 bytes of an HMAC under a key of that store. The texts are
  /// length-prefixed before, so that moving a character from one to the next is another part.
  static KeyPart blinded(String... texts) {
    return new Blinded(List.of(texts));
  }

  /// A number in 8 bytes, ordered as signed numbers are.
  static KeyPart number(long value) {
    return new Ordinal(value);
  }

  /// A point in time in 12 bytes, ordered to the nanosecond.
  static KeyPart time(Instant value) {
    return new Time(value);
  }

  /// See [KeyPart#blinded].
  record Blinded(List<String> texts) implements KeyPart {}

  /// See [KeyPart#number].
  record Ordinal(long value) implements KeyPart {}

  /// See [KeyPart#time].
  record Time(Instant value) implements KeyPart {}
}
