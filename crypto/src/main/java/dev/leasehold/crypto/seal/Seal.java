package dev.leasehold.crypto.seal;

import dev.leasehold.crypto.barrier.Unauthentic;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;

/// Something that can keep the root key for us: it wraps it, and opens its own wraps again. Several
/// seals wrap the same root key independently. May be used from any thread.
public sealed interface Seal permits ShamirSeal, StaticSeal {
  Wrap wrap(SecretBytes rootKey, Entropy entropy);

  /// The root key; [Unauthentic] if another seal, or this one with another key, made the wrap.
  SecretBytes unwrap(Wrap wrap) throws Unauthentic;
}
