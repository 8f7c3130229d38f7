package dev.leasehold.crypto.seal;

import dev.leasehold.crypto.barrier.Unauthentic;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SecretBytes;

/// A seal whose key lies in a file, so that a server opens by itself. The file holds 32 random
/// bytes and nothing else; whoever may read it can open the root key. May be used from any thread.
public final class StaticSeal implements Seal {
  private final SecretBytes key;

  private StaticSeal(SecretBytes key) {
    this.key = key;
  }

  /// Takes a copy of the file's content; another length than 32 is an `IllegalArgumentException`.
  public static StaticSeal ofFile(byte[] content) {
    if (content.length != RootKey.LENGTH) {
      throw new IllegalArgumentException("the file of a static seal must hold exactly 32 bytes");
    }
    return new StaticSeal(SecretBytes.copyOf(content));
  }

  @Override
  public Wrap wrap(SecretBytes rootKey, Entropy entropy) {
    return new Wrap.StaticKey(RootKey.wrap(rootKey, key, SealSettings.STATIC, entropy));
  }

  @Override
  public SecretBytes unwrap(Wrap wrap) throws Unauthentic {
    return switch (wrap) {
      case Wrap.StaticKey mine -> RootKey.unwrap(mine.sealedRootKey(), key, SealSettings.STATIC);
      case Wrap.Shamir other -> throw new Unauthentic("another seal made this wrap");
    };
  }

  public void wipe() {
    key.wipe();
  }
}
