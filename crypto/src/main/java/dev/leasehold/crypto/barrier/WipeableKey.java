package dev.leasehold.crypto.barrier;

import java.util.Arrays;
import javax.crypto.SecretKey;

/// An AES key that the JDK's ciphers can use and that can be zeroed, which those of the JDK cannot.
/// May be used from any thread.
final class WipeableKey implements SecretKey {
  private final byte[] content;
  private boolean destroyed;

  WipeableKey(byte[] content) {
    this.content = content.clone();
  }

  @Override
  public String getAlgorithm() {
    return "AES";
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public synchronized byte[] getEncoded() {
    if (destroyed) {
      throw new IllegalStateException("this sealing key was wiped");
    }
    return content.clone();
  }

  @Override
  public synchronized void destroy() {
    Arrays.fill(content, (byte) 0);
    destroyed = true;
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }
}
