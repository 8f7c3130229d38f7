package dev.leasehold.crypto.barrier;

/// Something sealed does not open: it was changed, cut or moved, or was sealed under other keys.
/// The message is a fixed text and never shows content.
public sealed class Unauthentic extends Exception permits UnknownTerm {
  public Unauthentic(String message) {
    super(message);
  }

  public Unauthentic(String message, Throwable cause) {
    super(message, cause);
  }
}
