package dev.leasehold.crypto.secret;

/// What one must hold to read a [SecretBytes]. Searching the sources for `Reveal.because` finds
/// every place where a secret leaves its box, with the reason written beside it. It guards against
/// carelessness, not against hostile code in the same process. Immutable.
public final class Reveal {
  private final String reason;

  private Reveal(String reason) {
    this.reason = reason;
  }

  /// The reason is a fixed text of the source code and never holds a value; it may not be blank.
  public static Reveal because(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a reveal needs a reason");
    }
    return new Reveal(reason);
  }

  @Override
  public String toString() {
    return reason;
  }
}
