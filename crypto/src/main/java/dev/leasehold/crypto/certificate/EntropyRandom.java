package dev.leasehold.crypto.certificate;

import dev.leasehold.crypto.secret.Entropy;
import java.security.SecureRandom;

/// An [Entropy] for the JDK's and BouncyCastle's interfaces, which ask for a `SecureRandom`. Adding
/// a seed is ignored: the entropy alone decides. May be used from any thread.
public final class EntropyRandom extends SecureRandom {
  private final transient Entropy entropy;

  public EntropyRandom(Entropy entropy) {
    this.entropy = entropy;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    entropy.fill(bytes);
  }

  @Override
  public byte[] generateSeed(int count) {
    return entropy.bytes(count);
  }

  @Override
  public void setSeed(byte[] seed) {}

  @Override
  public void setSeed(long seed) {}
}
