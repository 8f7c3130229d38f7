package dev.leasehold.events;

/// The name of a payload: 128 random bits as 32 hexadecimal digits, used once for ever.
///
/// It tells nothing about what the payload holds. An event names a payload by it; the commit that
/// brings the payload says under which Kafka key it lies.
public record PayloadName(String hex) {
  /// The number of random bytes in a name.
  public static final int BYTES = 16;

  public PayloadName {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException("a payload's name has 32 hexadecimal digits");
    }
  }
}
