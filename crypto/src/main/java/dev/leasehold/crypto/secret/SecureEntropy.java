package dev.leasehold.crypto.secret;

import java.security.SecureRandom;

/// Randomness from the operating system's generator, through the JDK. The only one for a server.
/// May be used from any thread.
public final class SecureEntropy implements Entropy {
  private final SecureRandom random = new SecureRandom();

  @Override
  public void fill(byte[] target) {
    random.nextBytes(target);
  }
}
