package dev.leasehold.crypto.barrier;

/// A record names a term, or an audit period, that the keyring lacks. Its reader reads the seal
/// topic to its end and tries again with a newer keyring; the claim in the header is not proven.
public final class UnknownTerm extends Unauthentic {
  private final int term;

  UnknownTerm(int term) {
    super("a record names a term that the keyring lacks");
    this.term = term;
  }

  public int term() {
    return term;
  }
}
