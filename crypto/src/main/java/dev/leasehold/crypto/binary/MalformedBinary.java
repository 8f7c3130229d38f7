package dev.leasehold.crypto.binary;

/// Bytes that are not what they should be: too short, too long, of an unknown version, or holding
/// what no writer of ours writes. The message is a fixed text and never shows the bytes.
public final class MalformedBinary extends RuntimeException {
  public MalformedBinary(String message) {
    super(message);
  }
}
