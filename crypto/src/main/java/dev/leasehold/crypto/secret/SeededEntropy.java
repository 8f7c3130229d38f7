package dev.leasehold.crypto.secret;

import java.util.concurrent.atomic.AtomicLong;

/// Randomness that repeats: the same seed gives the same draws on every machine and JDK. For tests
/// and simulations only, as whoever knows the seed knows all of it. The numbers are those of
/// SplitMix64 (Steele, Lea and Flood, 2014), most significant byte first; an array begins a number
/// anew. May be used from any thread, though the order of threads then decides who gets what.
public final class SeededEntropy implements Entropy {
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private final AtomicLong state;

  public SeededEntropy(long seed) {
    this.state = new AtomicLong(seed);
  }

  @Override
  public void fill(byte[] target) {
    long number = 0;
    for (int i = 0; i < target.length; i++) {
      if (i % Long.BYTES == 0) {
        number = mix(state.addAndGet(STEP));
      }
      target[i] = (byte) (number >>> 56);
      number <<= 8;
    }
  }

  private static long mix(long seed) {
    long mixed = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
