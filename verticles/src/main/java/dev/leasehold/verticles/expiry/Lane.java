package dev.leasehold.verticles.expiry;

import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.lease.TargetKey;
import dev.leasehold.projections.lease.TargetState;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.outbound.DatabaseEffect.DropUser;
import dev.leasehold.verticles.outbound.DropUsers;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is dropped in one target: its bulkhead, so that a target that is slow or dead holds up no
/// other, and its share, so that one with much to drop takes no more than others.
///
/// ```text
/// due ─► dropping ─► dropped, to be settled ─► settled
///        one page       all of them in one commit
/// ```
///
/// The first attempts of a page go together, one page at a time: so one that cannot be dropped
/// spoils one page. What has failed before is tried by itself. While a page is dropped the one
/// before is settled. On the expiry room's context only.
final class Lane {
  /// How many leases are dropped together.
  static final int PAGE = 100;

  /// How many drops are under way at once that do not go together.
  static final int SINGLES = 16;

  /// How many leases may be dropped and not settled yet; then the target waits for the log.
  private static final int UNSETTLED = 4 * PAGE;

  /// How many pages are looked through for leases that need not wait: behind those under way, and
  /// behind those that have failed and are due again.
  private static final int LOOKED_THROUGH = 10;

  private final String target;
  private final View state;
  private final Room room;
  private final Set<String> busy = new HashSet<>();
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private final List<LeaseRow> lost = new ArrayList<>();
  private boolean together;
  private boolean unreached;
  private int singles;
  private boolean settling;

  /// What a lane needs of the expiry room.
  record Room(Revocation revocation, Perform perform, Settle settle, InstantSource clock) {}

  /// The act that drops a lease's credential, or null where what it needs to know is gone.
  @FunctionalInterface
  interface Revocation {
    @Nullable Effect of(LeaseRow row);
  }

  /// Performs an effect, and tells its outcome on the room's context.
  @FunctionalInterface
  interface Perform {
    void perform(Effect effect, Consumer<Outcome> then);
  }

  /// Has outcomes of a target settled in the log, and those put into quarantine of which nobody
  /// knows how they are dropped; tells on the room's context whether the log has it.
  @FunctionalInterface
  interface Settle {
    void settle(Map<String, Outcome> outcomes, List<LeaseRow> lost, Consumer<Boolean> then);
  }

  private record Drop(LeaseRow row, Effect effect) {}

  Lane(String target, View state, Room room) {
    this.target = target;
    this.state = state;
    this.room = room;
  }

  /// Whether nothing is under way.
  boolean isIdle() {
    return busy.isEmpty();
  }

  /// Begins what can be begun now.
  void go() {
    Instant now = room.clock().instant();
    TargetState failed = Leases.failed(state, target);
    if (failed != null && (now.isBefore(failed.nextTry()) || !busy.isEmpty())) {
      return;
    }
    if (together || unreached || busy.size() >= UNSETTLED) {
      return;
    }
    List<Drop> first = next(now, failed == null ? PAGE : 1);
    if (first.size() > 1) {
      dropTogether(first);
    } else {
      first.forEach(this::dropAlone);
    }
    settle();
  }

  /// The next page of first attempts, at most so many. What is to be dropped alone and is met on
  /// the way is begun, where there is room.
  private List<Drop> next(Instant now, int most) {
    List<Drop> first = new ArrayList<>();
    TargetKey after = null;
    for (int pages = 0; pages < LOOKED_THROUGH; pages++) {
      List<TargetKey> page = Leases.dueAt(state, target, now, after, PAGE);
      for (TargetKey due : page) {
        LeaseRow row = busy.contains(due.id()) ? null : Leases.find(state, due.id());
        if (row != null && row.state() == LeaseState.REVOKING) {
          take(row, first);
        }
        if (first.size() == most || (most == 1 && !busy.isEmpty())) {
          return first;
        }
      }
      if (page.size() < PAGE) {
        return first;
      }
      after = page.getLast();
    }
    return first;
  }

  /// Takes a lease that is due, unless it must wait for those that are under way.
  private void take(LeaseRow row, List<Drop> first) {
    String id = row.lease().id();
    Effect effect = room.revocation().of(row);
    if (effect == null) {
      busy.add(id);
      lost.add(row);
    } else if (row.attempts() == 0 && effect instanceof DropUser) {
      first.add(new Drop(row, effect));
    } else if (singles < SINGLES) {
      dropAlone(new Drop(row, effect));
    }
  }

  private void dropAlone(Drop drop) {
    String id = drop.row().lease().id();
    busy.add(id);
    singles++;
    room.perform()
        .perform(
            drop.effect(),
            outcome -> {
              singles--;
              came(id, outcome);
              settle();
              go();
            });
  }

  /// Drops those together that are of the same database as the first; the others come next.
  private void dropTogether(List<Drop> first) {
    List<String> ids = new ArrayList<>();
    List<DropUser> drops = new ArrayList<>();
    for (Drop each : first) {
      if (each.effect() instanceof DropUser drop
          && (drops.isEmpty() || drop.database().equals(drops.getFirst().database()))) {
        drops.add(drop);
        ids.add(each.row().lease().id());
      }
    }
    busy.addAll(ids);
    together = true;
    room.perform()
        .perform(
            new DropUsers(drops),
            outcome -> {
              together = false;
              for (int i = 0; i < ids.size(); i++) {
                came(ids.get(i), outcome(outcome, i));
              }
              settle();
              go();
            });
  }

  /// Notes what came of a drop. A target that was not reached is left alone until the log says when
  /// it is probed.
  private void came(String id, Outcome outcome) {
    outcomes.put(id, outcome);
    unreached |=
        outcome instanceof Outcome.Refused refused
            && refused.errorClass().equals(Drops.UNREACHABLE);
  }

  /// What came of one of those that were dropped together.
  private static Outcome outcome(Outcome all, int one) {
    return all instanceof Outcome.Done(Object told)
            && told instanceof List<?> each
            && each.get(one) instanceof Outcome outcome
        ? outcome
        : all;
  }

  private void settle() {
    if (settling || (outcomes.isEmpty() && lost.isEmpty())) {
      return;
    }
    settling = true;
    Map<String, Outcome> settled = Map.copyOf(outcomes);
    List<LeaseRow> quarantined = List.copyOf(lost);
    outcomes.clear();
    lost.clear();
    room.settle()
        .settle(
            settled,
            quarantined,
            kept -> {
              settling = false;
              unreached = false;
              busy.removeAll(settled.keySet());
              quarantined.forEach(row -> busy.remove(row.lease().id()));
              // What the log did not take is dropped once more, but not before the next tick.
              if (kept) {
                settle();
                go();
              }
            });
  }
}
