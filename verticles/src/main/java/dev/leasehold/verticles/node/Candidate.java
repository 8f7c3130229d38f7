package dev.leasehold.verticles.node;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.barrier.Unauthentic;
import dev.leasehold.crypto.seal.GenerationSealer;
import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.journal.Generation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A generation that a root key opens, as it lies on the seal topic and as it is inside. There is
/// more than one where a node stopped while it rotated.
record Candidate(Generation appended, OpenSeal seal) {
  /// Those that this root key opens, in the order in which they were appended.
  static List<Candidate> of(List<Generation> generations, SecretBytes rootKey) {
    List<Candidate> found = new ArrayList<>();
    for (Generation one : generations) {
      var decoded = dev.leasehold.crypto.seal.Generation.decode(one.bytes());
      Keyring keyring = keyring(decoded, rootKey);
      if (keyring != null) {
        found.add(new Candidate(one, new OpenSeal(decoded, rootKey, keyring)));
      }
    }
    found.sort(Comparator.comparingLong(one -> one.appended().offset()));
    return found;
  }

  private static @Nullable Keyring keyring(
      dev.leasehold.crypto.seal.Generation generation, SecretBytes rootKey) {
    try {
      return GenerationSealer.open(generation, rootKey);
    } catch (Unauthentic otherRootKey) {
      // Of before or after a rekey: its own shares open it.
      return null;
    }
  }

  /// The one that the journal names, where that is why the rooms did not open; else null.
  static @Nullable Candidate counting(Throwable failure, List<Candidate> candidates) {
    return failure instanceof OtherSealCounts named
        ? candidates.stream().filter(one -> named.names(one.appended())).findFirst().orElse(null)
        : null;
  }
}
