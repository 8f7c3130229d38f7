package dev.leasehold.verticles.simulation;

import dev.leasehold.verticles.outbound.DatabaseEffect;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A database as a set of users, with acts under way that are done, refused, lost, or told as
/// unknown and done much later by an actor that was paused.
final class Target {
  /// How long an actor may be paused: less than credentials of unknown outcome are dropped again.
  private static final Duration LONGEST_PAUSE = Duration.ofHours(12);

  private final Random random;
  private final Set<String> users = new TreeSet<>();
  private final List<Act> underWay = new ArrayList<>();
  private final List<Paused> paused = new ArrayList<>();

  /// An act that a node has begun.
  ///
  /// @param creates the user that it makes, null where it makes none
  /// @param told is told the outcome
  record Act(Effect effect, @Nullable String creates, Consumer<Outcome> told) {}

  private record Paused(String user, Instant latest) {}

  Target(Random random) {
    this.random = random;
  }

  Set<String> users() {
    return users;
  }

  void begin(Act act) {
    underWay.add(act);
  }

  boolean idle() {
    return underWay.isEmpty() && paused.isEmpty();
  }

  /// Something happens in the target.
  void step(Instant now) {
    wake(now, false);
    if (!underWay.isEmpty()) {
      Act act = underWay.remove(random.nextInt(underWay.size()));
      act.told().accept(perform(act, random.nextInt(12), now));
    }
  }

  /// All that is under way ends well.
  void finish(Instant now) {
    wake(now, true);
    while (!underWay.isEmpty()) {
      Act act = underWay.removeFirst();
      act.told().accept(perform(act, 0, now));
    }
  }

  /// An actor goes on that was paused, at the latest when its time has come.
  void wake(Instant now, boolean all) {
    for (Paused one : List.copyOf(paused)) {
      if (all || !now.isBefore(one.latest()) || random.nextInt(8) == 0) {
        paused.remove(one);
        users.add(one.user());
      }
    }
  }

  private Outcome perform(Act act, int fate, Instant now) {
    boolean late =
        act.effect() instanceof DatabaseEffect.CreateUser made && now.isAfter(made.deadline());
    if (late || fate == 8) {
      return new Outcome.Refused("refused", "the target says no");
    }
    if (fate < 8 || fate == 9) {
      apply(act);
    } else if (fate == 10 && act.creates() != null) {
      paused.add(new Paused(act.creates(), now.plus(LONGEST_PAUSE)));
    }
    return fate < 8 ? new Outcome.Done() : new Outcome.Unknown("timeout", "nothing was heard");
  }

  private void apply(Act act) {
    if (act.creates() != null) {
      users.add(act.creates());
    } else if (act.effect() instanceof DatabaseEffect.DropUser drop) {
      users.remove(drop.userName());
    }
  }
}
