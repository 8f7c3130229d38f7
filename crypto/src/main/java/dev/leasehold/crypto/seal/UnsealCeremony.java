package dev.leasehold.crypto.seal;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Unauthentic;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.Reveal;
import dev.leasehold.crypto.secret.SecretBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Collects shares until there are enough to open the root key: to unseal, and to prove the shares
/// once more for a rekey or a new root token. A share that was never given out neither advances nor
/// resets it, as the generations hold a salted hash of each. Several generations may be about, of
/// which the newest that opens wins.
///
/// The memory that it takes is bounded by the shares that exist. For one thread at a time.
public final class UnsealCeremony {
  /// What operators know as the answer to a wrong key; for [UnsealStep.WrongKey] and, where no
  /// share is missing, [UnsealStep.WrongShare].
  public static final String WRONG_KEY =
      "unable to retrieve stored keys: invalid key: failed to decrypt keys from storage: "
          + "cipher: message authentication failed";

  /// The fewest bytes that a share may have.
  public static final int SHORTEST = 16;

  /// The most.
  public static final int LONGEST = 33;

  private static final Reveal REVEAL = Reveal.because("a share is compared with its salted hash");

  private final List<Generation> generations;
  private final Entropy entropy;
  private final List<SecretBytes> given = new ArrayList<>();
  private String nonce = "";

  /// A ceremony over the generations of the seal topic, the newest first.
  public UnsealCeremony(List<Generation> newestFirst, Entropy entropy) {
    this.generations = List.copyOf(newestFirst);
    this.entropy = entropy;
  }

  /// Takes a copy of the share; the caller zeroes its own.
  public UnsealStep submit(byte[] share) {
    if (share.length < SHORTEST) {
      return new UnsealStep.Refused("invalid key: key is shorter than minimum 16 bytes");
    }
    if (share.length > LONGEST) {
      return new UnsealStep.Refused("invalid key: key is longer than maximum 33 bytes");
    }
    if (shamirWraps().stream().noneMatch(wrap -> wrap.lists(share))) {
      return new UnsealStep.WrongShare();
    }
    SecretBytes secret = SecretBytes.copyOf(share);
    if (given.contains(secret)) {
      return new UnsealStep.Duplicate();
    }
    if (given.isEmpty()) {
      nonce = entropy.uuid();
    }
    given.add(secret);
    return shamirWraps().stream().anyMatch(this::complete) ? finish() : new UnsealStep.Counted();
  }

  /// How many shares count so far, towards the generation that is nearest to its threshold.
  public int progress() {
    return shamirWraps().stream().mapToInt(wrap -> sharesOf(wrap).size()).max().orElse(0);
  }

  /// Tells one ceremony from the next; empty while no share was given.
  public String nonce() {
    return nonce;
  }

  /// Forgets what was given.
  public void reset() {
    given.forEach(SecretBytes::wipe);
    given.clear();
    nonce = "";
  }

  private UnsealStep finish() {
    try {
      for (Generation generation : generations) {
        for (Wrap wrap : generation.wraps()) {
          if (wrap instanceof Wrap.Shamir shamir
              && complete(shamir)
              && attempt(generation, shamir) instanceof UnsealStep.Opened opened) {
            return opened;
          }
        }
      }
      return new UnsealStep.WrongKey();
    } finally {
      reset();
    }
  }

  private UnsealStep attempt(Generation generation, Wrap.Shamir wrap) {
    try {
      return opened(generation, ShamirSeal.unwrap(wrap, sharesOf(wrap)));
    } catch (Unauthentic e) {
      return new UnsealStep.WrongKey();
    }
  }

  private static UnsealStep opened(Generation generation, SecretBytes rootKey) throws Unauthentic {
    try {
      Keyring keyring = GenerationSealer.open(generation, rootKey);
      return new UnsealStep.Opened(generation, rootKey, keyring);
    } catch (Unauthentic e) {
      rootKey.wipe();
      throw e;
    }
  }

  private boolean complete(Wrap.Shamir wrap) {
    return sharesOf(wrap).size() >= wrap.threshold();
  }

  private List<SecretBytes> sharesOf(Wrap.Shamir wrap) {
    return given.stream().filter(share -> lists(wrap, share)).toList();
  }

  private static boolean lists(Wrap.Shamir wrap, SecretBytes share) {
    byte[] bytes = share.reveal(REVEAL);
    try {
      return wrap.lists(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private List<Wrap.Shamir> shamirWraps() {
    return generations.stream()
        .flatMap(generation -> generation.wraps().stream())
        .filter(Wrap.Shamir.class::isInstance)
        .map(Wrap.Shamir.class::cast)
        .toList();
  }
}
