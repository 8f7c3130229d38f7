package dev.leasehold.crypto.barrier;

/// A row of the state folder does not open: its bytes were changed or moved, or belong to another
/// cluster. The folder cannot be trusted any more and is rebuilt from the journal. The message is a
/// fixed text and never shows content.
public final class CorruptRow extends RuntimeException {
  CorruptRow(String message) {
    super(message);
  }
}
