package dev.leasehold.crypto.certificate;

/// Bytes that are no list of revoked certificates. The message is for the client and holds none of
/// them.
public final class UnfitRevocationList extends Exception {
  private static final long serialVersionUID = 1;

  UnfitRevocationList(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
