package dev.leasehold.crypto.seal;

import dev.leasehold.crypto.barrier.Envelope;
import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Unauthentic;
import dev.leasehold.crypto.binary.BinaryReader;
import dev.leasehold.crypto.binary.BinaryWriter;
import dev.leasehold.crypto.binary.MalformedBinary;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes generations and opens them. Under the root key are sealed the keyring and, once more, the
/// number, the settings and the hash of the wraps, so that a generation whose clear part was
/// changed does not open. May be used from any thread.
public final class GenerationSealer {
  private static final Reveal REVEAL = Reveal.because("the root key seals and opens the keyring");
  private static final byte[] PLACE =
      BinaryWriter.framed("keyring".getBytes(StandardCharsets.UTF_8));

  private GenerationSealer() {}

  /// A generation whose root key these seals wrap anew. Each seal opens its wrap once before the
  /// generation is given out; one that does not is an `IllegalStateException`.
  public static Generation create(
      long number,
      SealSettings settings,
      Keyring keyring,
      SecretBytes rootKey,
      List<? extends Seal> seals,
      Entropy entropy) {
    if (seals.isEmpty()) {
      throw new IllegalArgumentException("a root key that nobody wraps is lost");
    }
    List<Wrap> wraps = new ArrayList<>();
    for (Seal seal : seals) {
      wraps.add(proven(seal, seal.wrap(rootKey, entropy), rootKey));
    }
    return seal(number, settings, wraps, keyring, rootKey, entropy);
  }

  /// The next generation, with a newer keyring under the same root key: the wraps are carried on,
  /// so neither a share nor a seal is needed.
  public static Generation succeed(
      Generation previous, Keyring keyring, SecretBytes rootKey, Entropy entropy) {
    return seal(
        previous.number() + 1, previous.settings(), previous.wraps(), keyring, rootKey, entropy);
  }

  /// The next generation of the same root key with one more wrap.
  public static Generation add(
      Generation previous, Seal seal, Keyring keyring, SecretBytes rootKey, Entropy entropy) {
    List<Wrap> wraps = new ArrayList<>(previous.wraps());
    wraps.add(proven(seal, seal.wrap(rootKey, entropy), rootKey));
    return seal(previous.number() + 1, previous.settings(), wraps, keyring, rootKey, entropy);
  }

  /// The keyring; [Unauthentic] if the root key is another or anything at all was changed.
  public static Keyring open(Generation generation, SecretBytes rootKey) throws Unauthentic {
    byte[] key = rootKey.reveal(REVEAL);
    byte[] content = {};
    try {
      content = Envelope.open(key, PLACE, generation.sealedKeyring());
      return compared(generation, new BinaryReader(content));
    } catch (MalformedBinary e) {
      throw new Unauthentic("the keyring of a generation is malformed", e);
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(content, (byte) 0);
    }
  }

  /// The root key, by the first wrap that this seal opens and that opens the keyring.
  public static SecretBytes unwrap(Generation generation, Seal seal) throws Unauthentic {
    Unauthentic refusal = new Unauthentic("no wrap of a generation opens with this seal");
    for (Wrap wrap : generation.wraps()) {
      try {
        SecretBytes rootKey = seal.unwrap(wrap);
        open(generation, rootKey).wipe();
        return rootKey;
      } catch (Unauthentic e) {
        // Another seal's wrap, or one that was changed: the next one may still open.
        refusal.addSuppressed(e);
      }
    }
    throw refusal;
  }

  private static Keyring compared(Generation generation, BinaryReader content) throws Unauthentic {
    byte[] outline = content.bytes();
    byte[] encoded = content.bytes();
    try {
      content.end();
      if (!MessageDigest.isEqual(outline, generation.outline())) {
        throw new Unauthentic("the clear part of a generation was changed");
      }
      return Keyring.decode(encoded);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static Wrap proven(Seal seal, Wrap wrap, SecretBytes rootKey) {
    try {
      SecretBytes unwrapped = seal.unwrap(wrap);
      if (unwrapped.equals(rootKey)) {
        unwrapped.wipe();
        return wrap;
      }
      throw new IllegalStateException("a seal opens its wrap to another key");
    } catch (Unauthentic e) {
      throw new IllegalStateException("a seal does not open its own wrap", e);
    }
  }

  private static Generation seal(
      long number,
      SealSettings settings,
      List<Wrap> wraps,
      Keyring keyring,
      SecretBytes rootKey,
      Entropy entropy) {
    byte[] outline = new Generation(number, settings, wraps, new byte[0]).outline();
    byte[] encoded = keyring.encode();
    byte[] content = BinaryWriter.framed(outline, encoded);
    byte[] key = rootKey.reveal(REVEAL);
    try {
      byte[] sealed = Envelope.seal(key, PLACE, content, entropy);
      return new Generation(number, settings, wraps, sealed);
    } finally {
      Arrays.fill(encoded, (byte) 0);
      Arrays.fill(content, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }
}
