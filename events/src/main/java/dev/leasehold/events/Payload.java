package dev.leasehold.events;

import dev.leasehold.crypto.secret.SecretBytes;

/// Secret material that can be forgotten: the data of a secret version, a password, key material.
///
/// It is one record of its own in the journal, at most one MiB, never overwritten: a new value is a
/// new payload, and the commit that brings it destroys the old one.
public record Payload(PayloadName name, SecretBytes content) {
  /// The most bytes that a payload may hold; more is refused before anything is appended.
  public static final int MAX_BYTES = 1024 * 1024;
}
