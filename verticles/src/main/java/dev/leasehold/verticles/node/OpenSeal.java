package dev.leasehold.verticles.node;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.seal.Generation;
import dev.leasehold.crypto.seal.GenerationSealer;
import dev.leasehold.crypto.seal.RootKey;
import dev.leasehold.crypto.seal.ShamirSeal;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;
import java.time.Instant;
import java.util.List;

/// The generation that counts while this node is unsealed, and the keys that it holds. Immutable,
/// but that its keys are wiped when the node is sealed.
record OpenSeal(Generation generation, SecretBytes rootKey, Keyring keyring) {
  /// The next generation, with a new term under the same root key: shares and seals stay.
  OpenSeal rotated(Entropy entropy, Instant now) {
    Keyring newer = keyring.rotated(entropy, now);
    return new OpenSeal(
        GenerationSealer.succeed(generation, newer, rootKey, entropy), rootKey, newer);
  }

  /// The next generation, with a new root key, which this seal wraps, and a new term. No other seal
  /// can wrap the root key yet, so it is complete at once.
  OpenSeal rekeyed(ShamirSeal seal, Entropy entropy, Instant now) {
    Keyring newer = keyring.rotated(entropy, now);
    SecretBytes root = RootKey.draw(entropy);
    Generation next =
        GenerationSealer.create(
            generation.number() + 1, seal.settings(), newer, root, List.of(seal), entropy);
    return new OpenSeal(next, root, newer);
  }

  @Override
  public String toString() {
    return "OpenSeal[" + generation.number() + "]";
  }
}
