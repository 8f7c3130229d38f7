package dev.leasehold.crypto.seal;

import dev.leasehold.crypto.binary.BinaryReader;
import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.binary.MalformedBinary;

/// What an operator chose at init and what the seal status shows: the type of the seal, the number
/// of shares and how many of them open it. Settings that make no sense are an
/// `IllegalArgumentException` whose text operators know.
public record SealSettings(String type, int shares, int threshold) {
  public static final String SHAMIR = "shamir";
  public static final String STATIC = "static";

  public SealSettings {
    check(shares >= 1, "shares must be at least one");
    check(threshold >= 1, "threshold must be at least one");
    check(shares == 1 || threshold > 1, "threshold must be greater than one for multiple shares");
    check(shares <= 255, "shares must be less than 256");
    check(threshold <= 255, "threshold must be less than 256");
    check(threshold <= shares, "threshold cannot be larger than shares");
  }

  public static SealSettings shamir(int shares, int threshold) {
    return new SealSettings(SHAMIR, shares, threshold);
  }

  public static SealSettings ofStaticKey() {
    return new SealSettings(STATIC, 1, 1);
  }

  void write(BinaryWriter writer) {
    writer.text(type).int32(shares).int32(threshold);
  }

  static SealSettings read(BinaryReader reader) {
    try {
      return new SealSettings(reader.text(), reader.int32(), reader.int32());
    } catch (IllegalArgumentException e) {
      throw new MalformedBinary("the settings of a seal make no sense");
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
