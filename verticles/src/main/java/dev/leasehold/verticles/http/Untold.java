package dev.leasehold.verticles.http;

import dev.leasehold.events.Event;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.projections.lease.LeaseRow;
import dev.leasehold.projections.lease.LeaseState;
import dev.leasehold.projections.lease.Leases;
import dev.leasehold.projections.table.View;
import dev.leasehold.projections.token.Tokens;
import dev.leasehold.verticles.engine.WrappingToken;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.writer.Resolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a decision gave that nobody can have, since its answer could not leave: the credential is
/// given back, and the token that wraps the answer is revoked instead of left to its time. Pure.
///
/// @param leases the ids of the leases that were issued
/// @param wrappings the ids of the tokens around the answer
record Untold(List<String> leases, List<String> wrappings) {

  static Untold of(Decision decision) {
    List<String> leases = new ArrayList<>();
    List<String> wrappings = new ArrayList<>();
    for (Event event : decision.events()) {
      if (event instanceof LeaseEvent.LeaseIssued issued) {
        leases.add(issued.leaseId());
      } else if (event instanceof TokenEvent.TokenCreated made && WrappingToken.is(made.token())) {
        wrappings.add(made.token().id());
      }
    }
    return new Untold(leases, wrappings);
  }

  /// Whether what was decided is what the client gets to hear.
  static boolean told(Answered answered) {
    return !(answered instanceof Answered.Refused refused
        && refused.refusal().kind() == Refusal.Kind.UNAVAILABLE);
  }

  boolean isNothing() {
    return leases.isEmpty() && wrappings.isEmpty();
  }

  /// The decision that takes back what of it is still there.
  Resolution takenBack(View head, Instant now) {
    List<Event> events = new ArrayList<>();
    for (String id : leases) {
      LeaseRow row = Leases.find(head, id);
      if (row != null && row.state() == LeaseState.ACTIVE) {
        events.add(new LeaseEvent.RevocationStarted(id, "its answer could not leave", now, now));
      }
    }
    for (String id : wrappings) {
      if (Tokens.find(head, id) != null) {
        events.add(new TokenEvent.TokenRevoked(id));
      }
    }
    return Resolution.of(Decision.of(Response.nothing(), events));
  }
}
