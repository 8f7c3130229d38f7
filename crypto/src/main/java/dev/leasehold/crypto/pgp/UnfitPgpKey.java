package dev.leasehold.crypto.pgp;

/// Bytes that are no OpenPGP key to encrypt to. The message is for the client and holds none of
/// them.
public final class UnfitPgpKey extends Exception {
  private static final long serialVersionUID = 1;

  UnfitPgpKey(String message) {
    super(message);
  }
}
