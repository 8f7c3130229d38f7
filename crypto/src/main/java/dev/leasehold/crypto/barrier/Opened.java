package dev.leasehold.crypto.barrier;

/// A record that has authenticated: its header may be believed. The plaintext belongs to whoever
/// opened it.
// Records travel between rooms on the hot path: a wrapper around the bytes would only copy them.
@SuppressWarnings("ArrayRecordComponent")
public record Opened(RecordHeader header, byte[] plaintext) {
  /// Shows the header only.
  @Override
  public String toString() {
    return "Opened(" + header + ")";
  }
}
