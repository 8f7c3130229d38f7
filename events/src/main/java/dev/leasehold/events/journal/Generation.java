package dev.leasehold.events.journal;

import dev.leasehold.crypto.key.Sha256;

/// One record of the seal topic: the seal settings, all wraps of the root key and the keyring, as
/// bytes whose meaning and protection are the seals'. The arrays must not be changed.
///
/// @param number counts from 1; two nodes may both append the same one
/// @param key the Kafka key of its record, used once
/// @param offset where its record lies
@SuppressWarnings("ArrayRecordComponent") // compared by key and hash, never by equals
public record Generation(long number, byte[] bytes, byte[] key, long offset) {

  /// The hash by which [dev.leasehold.events.SysEvent.SealChanged] names it, in hexadecimal.
  public String hash() {
    return Sha256.hex(SealTopic.value(number, bytes));
  }
}
