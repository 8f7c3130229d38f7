package dev.leasehold.crypto.certificate;

/// An answer of an OCSP server that says nothing of the certificate that was asked about. The
/// message is for the client.
public final class UnfitOcspAnswer extends Exception {
  private static final long serialVersionUID = 1;

  UnfitOcspAnswer(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
