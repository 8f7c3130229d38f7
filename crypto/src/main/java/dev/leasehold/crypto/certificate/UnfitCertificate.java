package dev.leasehold.crypto.certificate;

/// A certificate that a client showed and that no authority can vouch for: it has ended, or serves
/// another purpose. The message is for the client, in the words of Go's `crypto/x509`.
public final class UnfitCertificate extends Exception {
  private static final long serialVersionUID = 1;

  UnfitCertificate(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
