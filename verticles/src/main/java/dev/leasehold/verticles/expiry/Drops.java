package dev.leasehold.verticles.expiry;

import dev.leasehold.crypto.secret.Entropy;
import dev.leasehold.events.Event;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.lease.TargetState;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.engine.Backoff;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What drops in targets come to, as events. Pure but for the jitter of the next try.
final class Drops {
  /// What the outbound room calls a target that cannot be reached.
  static final String UNREACHABLE = "unreachable";

  /// What a drop is told as that succeeded and must yet be repeated.
  static final String SETTLING = "settling";

  /// The longest time between two drops of a credential whose making has no known outcome.
  private static final Duration SETTLE_PAUSE = Duration.ofHours(1);

  private Drops() {}

  /// The events of some drops of one target, by lease id. A target that cannot be reached is one
  /// event, and its leases wait for a probe; the first answer takes that back.
  static Decision settle(
      String target, Map<String, Outcome> outcomes, View head, Instant now, Entropy entropy) {
    List<Event> events = new ArrayList<>();
    boolean answers = false;
    Outcome.Refused unreachable = null;
    for (Map.Entry<String, Outcome> one : outcomes.entrySet()) {
      LeaseRow row = Leases.find(head, one.getKey());
      if (one.getValue() instanceof Outcome.Refused refused
          && refused.errorClass().equals(UNREACHABLE)) {
        unreachable = refused;
      } else {
        answers = true;
        if (row != null && row.state() == LeaseState.REVOKING) {
          events.add(event(row, one.getValue(), now, entropy));
        }
      }
    }
    TargetState failed = Leases.failed(head, target);
    if (answers && failed != null) {
      events.addFirst(new LeaseEvent.TargetRecovered(target));
    } else if (!answers && unreachable != null) {
      int attempt = failed == null ? 1 : failed.attempt() + 1;
      Instant next = now.plus(Backoff.after(attempt, entropy));
      events.add(new LeaseEvent.TargetFailed(target, attempt, unreachable.errorClass(), next));
    }
    return Decision.of(Response.nothing(), events);
  }

  /// The event for a lease of which nobody knows any more how it is dropped; none where it has gone
  /// on meanwhile.
  static List<LeaseEvent> quarantine(LeaseRow row, View head) {
    LeaseRow now = Leases.find(head, row.lease().id());
    return now == null || now.state() != LeaseState.REVOKING
        ? List.of()
        : List.of(
            new LeaseEvent.LeaseQuarantined(row.lease().id(), "what is needed to drop it is gone"));
  }

  private static LeaseEvent event(LeaseRow row, Outcome outcome, Instant now, Entropy entropy) {
    String id = row.lease().id();
    int attempt = row.attempts() + 1;
    return switch (outcome) {
      case Outcome.Done done when row.isSettling(now) ->
          new LeaseEvent.RevocationFailed(
              id, attempt, SETTLING, "dropped; it may yet be created", again(attempt, now));
      case Outcome.Done done -> new LeaseEvent.LeaseRevoked(id);
      case Outcome.Refused refused when refused.errorClass().equals(Outcome.AMBIGUOUS) ->
          new LeaseEvent.LeaseQuarantined(id, refused.error());
      case Outcome.Refused refused ->
          failed(id, attempt, refused.errorClass(), refused.error(), now, entropy);
      case Outcome.Unknown unknown ->
          failed(id, attempt, unknown.errorClass(), unknown.error(), now, entropy);
    };
  }

  /// Growing intervals: 10 s, 20 s, 40 s and so on up to an hour.
  private static Instant again(int attempt, Instant now) {
    long seconds = Math.min(10L << Math.min(attempt - 1, 9), SETTLE_PAUSE.toSeconds());
    return now.plusSeconds(seconds);
  }

  private static LeaseEvent failed(
      String id, int attempt, String errorClass, String error, Instant now, Entropy entropy) {
    Instant next = now.plus(Backoff.after(attempt, entropy));
    return new LeaseEvent.RevocationFailed(id, attempt, errorClass, error, next);
  }
}
