package dev.leasehold.events;

/// How a commit names a payload that it brings: its name, the Kafka key of its record and the
/// SHA-256 of that record's stored bytes, both in hexadecimal. The hash tells nothing once the
/// payload is gone, because a payload's plaintext begins with 32 random bytes.
public record Brought(PayloadName name, String key, String hash) {}
