package dev.leasehold.crypto.seal;

import dev.leasehold.crypto.barrier.Shamir;
import dev.leasehold.crypto.barrier.Unauthentic;
import dev.leasehold.crypto.key.Sha256;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import java.util.Arrays;
import java.util.List;

/// A seal whose key is drawn once, split into shares, and forgotten: it exists as an object only
/// while a cluster is initialised or rekeyed. A share has 33 bytes; where one share is all there
/// is, it is the key itself, of 32 bytes. May be used from any thread.
public final class ShamirSeal implements Seal {
  private static final Reveal REVEAL = Reveal.because("shares are split, hashed and combined");

  private final SealSettings settings;
  private final SecretBytes key;
  private final List<SecretBytes> shares;

  private ShamirSeal(SealSettings settings, SecretBytes key, List<SecretBytes> shares) {
    this.settings = settings;
    this.key = key;
    this.shares = shares;
  }

  /// Draws an unseal key and splits it as the settings say.
  public static ShamirSeal draw(SealSettings settings, Entropy entropy) {
    SecretBytes key = RootKey.draw(entropy);
    return new ShamirSeal(settings, key, split(key, settings, entropy));
  }

  public SealSettings settings() {
    return settings;
  }

  /// What the operators get, each their own.
  public List<SecretBytes> shares() {
    return shares;
  }

  @Override
  public Wrap wrap(SecretBytes rootKey, Entropy entropy) {
    byte[] salt = entropy.bytes(Wrap.Shamir.SALT_LENGTH);
    List<byte[]> hashes = shares.stream().map(share -> hash(salt, share)).toList();
    byte[] sealed = RootKey.wrap(rootKey, key, SealSettings.SHAMIR, entropy);
    return new Wrap.Shamir(sealed, settings.threshold(), salt, hashes);
  }

  @Override
  public SecretBytes unwrap(Wrap wrap) throws Unauthentic {
    return switch (wrap) {
      case Wrap.Shamir mine -> RootKey.unwrap(mine.sealedRootKey(), key, SealSettings.SHAMIR);
      case Wrap.StaticKey other -> throw new Unauthentic("another seal made this wrap");
    };
  }

  /// Opens a wrap with as many shares as its threshold says.
  static SecretBytes unwrap(Wrap.Shamir wrap, List<SecretBytes> shares) throws Unauthentic {
    SecretBytes key = combine(shares);
    try {
      return RootKey.unwrap(wrap.sealedRootKey(), key, SealSettings.SHAMIR);
    } finally {
      key.wipe();
    }
  }

  /// Zeroes the key; the shares are their holders'.
  public void wipe() {
    key.wipe();
  }

  private static List<SecretBytes> split(SecretBytes key, SealSettings settings, Entropy entropy) {
    byte[] bytes = key.reveal(REVEAL);
    try {
      return settings.shares() == 1
          ? List.of(SecretBytes.copyOf(bytes))
          : Shamir.split(bytes, settings.shares(), settings.threshold(), entropy).stream()
              .map(ShamirSeal::taken)
              .toList();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static SecretBytes combine(List<SecretBytes> shares) throws Unauthentic {
    List<byte[]> bytes = shares.stream().map(share -> share.reveal(REVEAL)).toList();
    try {
      byte[] combined = bytes.size() == 1 ? bytes.getFirst() : Shamir.combine(bytes);
      if (combined.length != RootKey.LENGTH) {
        throw new Unauthentic("these shares are of another length");
      }
      return taken(combined);
    } catch (IllegalArgumentException e) {
      throw new Unauthentic("these shares do not belong together", e);
    } finally {
      bytes.forEach(each -> Arrays.fill(each, (byte) 0));
    }
  }

  private static byte[] hash(byte[] salt, SecretBytes share) {
    byte[] bytes = share.reveal(REVEAL);
    try {
      return Sha256.of(salt, bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static SecretBytes taken(byte[] bytes) {
    SecretBytes secret = SecretBytes.copyOf(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }
}
