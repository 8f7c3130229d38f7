package dev.leasehold.verticles.expiry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leasehold.crypto.barrier.Keyring;
import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.crypto.secret.SeededEntropy;
import dev.leasehold.events.Commit;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Mount;
import dev.leasehold.events.MountTable;
import dev.leasehold.projections.Committed;
import dev.leasehold.projections.Head;
import dev.leasehold.projections.Projections;
import dev.leasehold.projections.store.MemoryStore;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Duty;
import dev.leasehold.verticles.engine.Punctual;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.HttpTour;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Route;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What engines have to do by themselves, with targets and a log that a test answers for by hand.
class DutiesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String TARGET = "mount/pg";
  private static final String OTHER = "mount/mariadb";
  private static final int BULKHEAD = 4;

  /// Longer than any pause.
  private static final Duration LONGER = Duration.ofMinutes(8);

  private static final Outcome DONE = new Outcome.Done();
  private static final Outcome DOWN = new Outcome.Refused("unreachable", "connection refused");
  private static final Outcome REFUSED = new Outcome.Refused("42501", "it may not");
  private static final Outcome UNKNOWN = new Outcome.Unknown("timeout", "no answer in time");

  private final SeededEntropy entropy = new SeededEntropy(7);
  private final Head head =
      new Head(
          Committed.open(
              new MemoryStore(), Keyring.initial("cluster", entropy, NOW), entropy, 1_000));
  private final Deque<Turn> turns = new ArrayDeque<>();
  private final Deque<Act> acts = new ArrayDeque<>();
  private final Rota rota = new Rota();
  private Instant now = NOW;
  private final Duties duties = new Duties(head, this::act, this::keep, () -> now, entropy);

  private record Turn(BiFunction<View, Instant, Decision> decide, Promise<Void> kept) {}

  private record Act(Effect effect, Promise<Outcome> done) {}

  /// An engine whose duties are what a test says.
  private static final class Rota implements Punctual {
    private final Map<String, List<String>> due = new TreeMap<>();
    private final Set<String> over = new HashSet<>();
    private final Set<String> withoutAct = new HashSet<>();
    private final List<String> intended = new ArrayList<>();
    private final List<String> settled = new ArrayList<>();

    @Override
    public String type() {
      return "rota";
    }

    @Override
    public MountTable table() {
      return MountTable.SECRET;
    }

    @Override
    public List<Route> routes(Mount mount) {
      return List.of();
    }

    @Override
    public List<String> dueTargets(View state, Instant now, int limit) {
      return due.keySet().stream().limit(limit).toList();
    }

    @Override
    public List<String> due(View state, String target, Instant now, int limit) {
      return due.getOrDefault(target, List.of()).stream().limit(limit).toList();
    }

    @Override
    public @Nullable Duty duty(
        String target, String name, View head, Instant now, Entropy entropy) {
      if (over.contains(name)) {
        return null;
      }
      intended.add(name);
      Decision intent = Decision.of(Response.nothing());
      return withoutAct.contains(name)
          ? Duty.settled(intent)
          : new Duty(
              intent,
              new HttpTour(target, _ -> null, Duration.ofSeconds(30)),
              (outcome, _, _, _) -> {
                settled.add(name + " " + outcome);
                return Decision.of(Response.nothing());
              });
    }
  }

  private Future<Outcome> act(Effect effect) {
    Promise<Outcome> done = Promise.promise();
    acts.add(new Act(effect, done));
    return done.future();
  }

  private Future<Void> keep(BiFunction<View, Instant, Decision> decide) {
    Promise<Void> kept = Promise.promise();
    turns.add(new Turn(decide, kept));
    return kept.future();
  }

  private void due(String target, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(target + " " + i);
    }
    rota.due.put(target, names);
  }

  private void begin() {
    duties.begin(rota, now);
  }

  /// Begins what is due, and gives how many acts are under way then.
  private int underWay() {
    begin();
    log();
    return acts.size();
  }

  /// The log takes all that is decided, what follows from it included.
  private void log() {
    while (!turns.isEmpty()) {
      Turn next = turns.remove();
      var _ = next.decide().apply(head, now);
      next.kept().complete();
    }
  }

  /// The log takes nothing of what is decided.
  private void loseTheLog() {
    while (!turns.isEmpty()) {
      Turn next = turns.remove();
      var _ = next.decide().apply(head, now);
      next.kept().fail(new IllegalStateException("the log is not there"));
    }
  }

  /// All acts that are under way come to this, and the log has it.
  private void answer(Outcome outcome) {
    while (!acts.isEmpty()) {
      acts.remove().done().complete(outcome);
    }
    log();
  }

  private void happen(LeaseEvent event) {
    long sequence = head.sequence() + 1;
    Commit commit =
        new Commit(sequence, Commit.NO_HASH, now, List.of(event), List.of(), List.of(), null);
    head.begin(sequence);
    new Projections().replay(commit, List.of(), head);
    head.end();
  }

  @Test
  void the_intent_is_in_the_log_before_the_act_and_what_came_of_it_after() {
    due(TARGET, 1);

    begin();
    assertEquals(1, turns.size());
    assertTrue(acts.isEmpty(), "not before the log has the intent");
    log();
    assertEquals(List.of(TARGET + " 0"), rota.intended);
    assertEquals(1, acts.size());
    assertEquals(TARGET, acts.getFirst().effect().target());
    assertEquals(List.of(), rota.settled);

    answer(REFUSED);
    assertEquals(List.of(TARGET + " 0 " + REFUSED), rota.settled);
  }

  @Test
  void what_is_under_way_is_not_begun_again_until_the_log_has_what_came_of_it() {
    due(TARGET, 1);
    assertEquals(1, underWay());
    assertEquals(1, underWay());

    acts.remove().done().complete(DONE);
    begin();
    assertEquals(1, turns.size(), "what came of it, and no other intent");
    log();

    assertEquals(1, underWay());
    assertEquals(2, rota.intended.size());
  }

  @Test
  void a_target_is_given_a_few_at_a_time_and_none_of_anothers_share() {
    due(TARGET, 3 * BULKHEAD);
    due(OTHER, 3 * BULKHEAD);

    assertEquals(2 * BULKHEAD, underWay());
    assertEquals(
        BULKHEAD, acts.stream().filter(act -> act.effect().target().equals(OTHER)).count());

    acts.remove().done().complete(DONE);
    log();
    assertEquals(2 * BULKHEAD, underWay());
  }

  @Test
  void a_target_that_does_not_answer_is_left_alone_then_asked_by_one_and_then_by_a_few() {
    due(TARGET, 2 * BULKHEAD);
    due(OTHER, 1);
    assertEquals(BULKHEAD + 1, underWay());
    for (Act act : List.copyOf(acts)) {
      act.done().complete(act.effect().target().equals(TARGET) ? DOWN : DONE);
    }
    acts.clear();
    log();

    assertEquals(1, underWay(), "the other alone");
    assertEquals(OTHER, acts.getFirst().effect().target());
    answer(DONE);
    rota.due.remove(OTHER);
    now = now.plus(LONGER);
    assertEquals(1, underWay());
    assertEquals(1, underWay(), "one that asks is enough");

    answer(DONE);
    assertEquals(BULKHEAD, underWay());
  }

  @Test
  void the_pause_doubles_with_each_attempt_up_to_some_minutes_and_no_attempt_is_the_last() {
    due(TARGET, 1);
    long nominal = 2_000;
    for (int attempt = 1; attempt <= 20; attempt++) {
      assertEquals(1, underWay(), "attempt " + attempt);
      answer(DOWN);
      Instant failed = now;
      now = failed.plusMillis(nominal / 2 - 1);
      assertEquals(0, underWay(), "too soon after attempt " + attempt);
      now = failed.plusMillis(nominal / 2 + nominal);
      nominal = Math.min(2 * nominal, 300_000);
    }
  }

  @Test
  void acts_that_fail_together_are_one_attempt() {
    due(TARGET, BULKHEAD);
    assertEquals(BULKHEAD, underWay());
    while (!acts.isEmpty()) {
      acts.remove().done().complete(DOWN);
      log();
      now = now.plusMillis(100);
    }

    now = now.plusSeconds(3);
    assertEquals(1, underWay(), "as after a first attempt");
  }

  @Test
  void an_answer_of_any_kind_ends_the_pauses() {
    due(TARGET, 1);
    for (Outcome answer : List.of(DONE, REFUSED, UNKNOWN)) {
      for (int attempt = 0; attempt < 5; attempt++) {
        now = now.plus(LONGER);
        assertEquals(1, underWay());
        answer(DOWN);
      }
      now = now.plus(LONGER);
      assertEquals(1, underWay());
      answer(answer);

      assertEquals(1, underWay(), "at once after " + answer);
      answer(DOWN);
      now = now.plusSeconds(3);
      assertEquals(1, underWay(), "as after a first attempt, after " + answer);
      answer(answer);
    }
  }

  @Test
  void a_target_whose_leases_found_it_down_is_left_alone_until_then_and_asked_by_one() {
    due(TARGET, 2 * BULKHEAD);
    Instant next = now.plusSeconds(60);
    happen(new LeaseEvent.TargetFailed(TARGET, 3, "unreachable", next));

    now = next.minusMillis(1);
    assertEquals(0, underWay());
    now = next;
    assertEquals(1, underWay());

    happen(new LeaseEvent.TargetRecovered(TARGET));
    assertEquals(BULKHEAD, underWay());
  }

  @Test
  void what_is_due_no_longer_when_its_turn_comes_is_left_and_gives_its_place_to_another() {
    due(TARGET, BULKHEAD + 1);
    rota.over.addAll(rota.due.getOrDefault(TARGET, List.of()).subList(0, BULKHEAD));

    assertEquals(0, underWay());
    assertEquals(List.of(), rota.intended);
    rota.due.put(TARGET, List.of(TARGET + " " + BULKHEAD));

    assertEquals(1, underWay());
  }

  @Test
  void without_an_act_the_intent_is_all() {
    due(TARGET, 1);
    rota.withoutAct.add(TARGET + " 0");

    assertEquals(0, underWay());
    assertEquals(List.of(TARGET + " 0"), rota.intended);
    assertEquals(0, underWay());
    assertEquals(2, rota.intended.size(), "its place is free again");
  }

  @Test
  void an_intent_that_the_log_does_not_take_is_not_acted_on_and_is_begun_again() {
    due(TARGET, 1);
    begin();
    loseTheLog();
    assertTrue(acts.isEmpty());

    assertEquals(1, underWay());
  }

  @Test
  void a_target_is_known_to_be_down_also_where_the_log_does_not_take_what_came_of_it() {
    due(TARGET, 1);
    assertEquals(1, underWay());
    acts.remove().done().complete(DOWN);
    assertFalse(turns.isEmpty());
    loseTheLog();

    assertEquals(0, underWay(), "it rests");
    now = now.plus(LONGER);
    assertEquals(1, underWay(), "and its place is free again");
  }
}
