package dev.leasehold.verticles.node;

/// A generation of the seal topic was opened that the journal does not name: a node stopped between
/// the two when it rotated or rekeyed. The one that is named may open as well.
final class OtherSealCounts extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long number;
  private final String hash;

  OtherSealCounts(long number, String hash) {
    super("the seal that was opened is not the one that counts");
    this.number = number;
    this.hash = hash;
  }

  /// Whether this is the generation that counts.
  boolean names(dev.leasehold.events.journal.Generation generation) {
    return generation.number() == number && generation.hash().equals(hash);
  }
}
