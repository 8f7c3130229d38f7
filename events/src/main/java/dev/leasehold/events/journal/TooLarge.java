package dev.leasehold.events.journal;

/// A decision or a payload is larger than the journal takes. Nothing was appended: the call is
/// refused and the claim stands.
public final class TooLarge extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Names what is too large, and the bound.
  public TooLarge(String what, int maxBytes) {
    super(what + " is larger than " + maxBytes + " bytes");
  }
}
