package dev.leasehold.verticles.engine.astra;

import dev.leasehold.verticles.outbound.HttpAct;
import dev.leasehold.verticles.outbound.HttpStep;
import dev.leasehold.verticles.outbound.Outcome;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Taking a token away of which nobody knows whether it was made: those are deleted that Astra
/// lists under its description. Immutable and pure.
///
/// Where Astra lists a token without any description that may be the one, nobody can tell: that is
/// [Outcome#AMBIGUOUS], and a person must look.
///
/// @param from before this it cannot have been made
/// @param until after this it cannot have been made
/// @param roles those that it was to have; none where that is not known
/// @param known client ids of tokens that are known to be others
record Drop(
    String description, Instant from, Instant until, List<String> roles, Set<String> known) {

  private static final Duration SKEW = Duration.ofMinutes(5);

  HttpAct at(DevOps astra) {
    return astra.act(astra.list(listed -> found(astra, listed)), null, true);
  }

  /// Deletes what else was made of one intent than the token that is known: a proxy may have sent
  /// the question twice.
  ///
  /// @param kept the client id that stays; empty for none
  static HttpStep.Ask doubles(DevOps astra, String description, String kept) {
    return astra.list(listed -> {
      HttpStep step = new HttpStep.Told(1);
      for (Reply.Listed one : listed) {
        if (description.equals(one.description())
            && !one.clientId().equals(kept)
            && DevOps.isClientId(one.clientId())) {
          step = astra.delete(one.clientId(), step);
        }
      }
      return step;
    });
  }

  private HttpStep found(DevOps astra, List<Reply.Listed> listed) {
    List<String> ours = new ArrayList<>();
    boolean doubtful = false;
    for (Reply.Listed one : listed) {
      if (description.equals(one.description())) {
        if (!DevOps.isClientId(one.clientId())) {
          return new HttpStep.Over(
              new Outcome.Refused("unreadable", "Astra lists a client id that cannot be one"));
        }
        ours.add(one.clientId());
      } else if (one.description() == null && mayBe(one)) {
        doubtful = true;
      }
    }
    if (ours.isEmpty() && doubtful) {
      return new HttpStep.Over(
          new Outcome.Refused(
              Outcome.AMBIGUOUS, "Astra lists a token without a description that may be this one"));
    }
    HttpStep step = new HttpStep.Told(ours.size());
    for (String clientId : ours) {
      step = astra.delete(clientId, step);
    }
    return step;
  }

  /// Whether a token without a description may be the one that is looked for.
  private boolean mayBe(Reply.Listed one) {
    boolean sameRoles = roles.isEmpty() || one.roles().isEmpty() || one.roles().equals(roles);
    if (known.contains(one.clientId()) || !sameRoles) {
      return false;
    }
    try {
      Instant generated = OffsetDateTime.parse(one.generatedOn()).toInstant();
      return !generated.isBefore(from.minus(SKEW)) && !generated.isAfter(until.plus(SKEW));
    } catch (DateTimeException unreadable) {
      return true;
    }
  }
}
