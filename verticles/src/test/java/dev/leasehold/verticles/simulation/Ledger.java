package dev.leasehold.verticles.simulation;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.PayloadName;
import dev.leasehold.projections.Committed;
import dev.leasehold.verticles.request.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What clients were told, and so may count on, whatever happens to nodes: kept without looking at
/// any state of a node.
final class Ledger {
  /// Where a value stands that was overwritten or taken away by a decision, so that nobody can tell
  /// what is there until it is known whether that happened.
  private static final String TAKEN_AWAY = "";

  private final Map<Place, List<String>> decided = new HashMap<>();
  private final Map<Place, Kept> kept = new HashMap<>();
  private final List<Place> told = new ArrayList<>();
  private final Map<PayloadName, Long> destroyed = new HashMap<>();
  private final List<Gone> goneValues = new ArrayList<>();
  private final List<KnownToken> tokens = new ArrayList<>();

  /// Where a value lies: a version of 0 stands for a secret without versions.
  record Place(String path, long version) {}

  private record Kept(Set<String> values, long sequence) {}

  private record Gone(Place place, String value, long sequence) {}

  /// A token that a client holds.
  static final class KnownToken {
    final SecretBytes text;
    final int uses;
    final @Nullable KnownToken parent;
    private int used;
    private long revoked = Long.MAX_VALUE;

    KnownToken(SecretBytes text, int uses, @Nullable KnownToken parent) {
      this.text = text;
      this.uses = uses;
      this.parent = parent;
    }

    /// The commit that ended it or one that it hangs on, as far as a client was told.
    long revoked() {
      return parent == null ? revoked : Math.min(revoked, parent.revoked());
    }

    void revokedBy(long sequence) {
      revoked = Math.min(revoked, sequence);
    }

    void used() {
      used++;
      if (used > uses) {
        throw new AssertionError("a token of " + uses + " uses was used " + used + " times");
      }
    }
  }

  void add(KnownToken token) {
    tokens.add(token);
  }

  List<KnownToken> tokens() {
    return tokens;
  }

  void writeDecided(Place place, String value) {
    decided.computeIfAbsent(place, none -> new ArrayList<>()).add(value);
    Kept now = kept.get(place);
    if (now != null) {
      now.values().add(value);
    }
  }

  void removalDecided(Place place) {
    decided.computeIfAbsent(place, none -> new ArrayList<>()).add(TAKEN_AWAY);
    kept.remove(place);
  }

  void written(Place place, String value, long sequence) {
    List<String> all = decided.getOrDefault(place, List.of());
    int index = all.indexOf(value);
    Set<String> possible = new HashSet<>(all.subList(Math.max(index, 0), all.size()));
    if (index >= 0 && !possible.contains(TAKEN_AWAY)) {
      if (kept.put(place, new Kept(possible, sequence)) == null) {
        told.add(place);
      }
    }
  }

  void removed(Place place, String value, long sequence) {
    goneValues.add(new Gone(place, value, sequence));
  }

  void destroyed(List<PayloadName> names, long sequence) {
    names.forEach(name -> destroyed.putIfAbsent(name, sequence));
  }

  /// Reads a value through the gate, as a client would; null where there is none.
  interface Reading {
    @Nullable String value(Place place);

    boolean admitted(SecretBytes token);
  }

  /// Compares all that was told with what a node now says.
  void check(Committed state, Reading reading) {
    List.copyOf(kept.keySet()).forEach(place -> checkKept(place, state, reading));
    goneValues.forEach(each -> checkGone(each, state, reading));
    checkDestroyed(state);
    tokens.forEach(token -> check(token, state, reading));
  }

  /// Compares a few things, drawn at random.
  void checkSome(Committed state, Reading reading, Random random) {
    if (!told.isEmpty()) {
      checkKept(told.get(random.nextInt(told.size())), state, reading);
    }
    for (int i = 0; i < 2 && !goneValues.isEmpty(); i++) {
      checkGone(goneValues.get(random.nextInt(goneValues.size())), state, reading);
    }
    for (int i = 0; i < 2 && !tokens.isEmpty(); i++) {
      check(tokens.get(random.nextInt(tokens.size())), state, reading);
    }
  }

  private void checkKept(Place place, Committed state, Reading reading) {
    Kept known = kept.get(place);
    if (known == null || known.sequence() > state.sequence()) {
      return;
    }
    String found = reading.value(place);
    if (found == null || !known.values().contains(found)) {
      throw new AssertionError("an acknowledged write is lost: " + place + " is " + found);
    }
  }

  private void checkGone(Gone gone, Committed state, Reading reading) {
    if (gone.sequence() <= state.sequence() && gone.value().equals(reading.value(gone.place()))) {
      throw new AssertionError("what is gone can be read at " + gone.place());
    }
  }

  private void check(KnownToken token, Committed state, Reading reading) {
    if (token.revoked() <= state.sequence() && reading.admitted(token.text)) {
      throw new AssertionError("a revoked token is admitted");
    }
  }

  /// No content of a destroyed payload is there.
  void checkDestroyed(Committed state) {
    destroyed.forEach((name, sequence) -> {
      if (sequence <= state.sequence() && state.payload(name) != null) {
        throw new AssertionError("a destroyed payload can be read");
      }
    });
  }

  /// A refusal says that there is nothing.
  static @Nullable String orNull(Supplier<@Nullable String> reading) {
    try {
      return reading.get();
    } catch (Refusal refusal) {
      return null;
    }
  }
}
