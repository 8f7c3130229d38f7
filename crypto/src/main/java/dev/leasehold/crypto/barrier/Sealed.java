package dev.leasehold.crypto.barrier;

/// A record as it goes to Kafka: its key, and its header with the ciphertext behind it. The arrays
/// are the record's own and must not be changed; equality is that of the objects.
// Kafka takes arrays: a wrapper around the bytes would only copy them.
@SuppressWarnings("ArrayRecordComponent")
public record Sealed(byte[] key, byte[] value) {}
