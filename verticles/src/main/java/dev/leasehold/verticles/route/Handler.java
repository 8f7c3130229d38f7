package dev.leasehold.verticles.route;

import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Response;
import org.jspecify.annotations.Nullable;

/// How one operation of a route is handled. All functions are pure: time and randomness come with
/// the call. A function throws [dev.leasehold.verticles.request.Refusal] to refuse.
public sealed interface Handler {

  /// Answers from the committed state, where the request is.
  record Read(Answer answer) implements Handler {}

  /// Decides against head, in the writer room.
  record Write(Decide decide) implements Handler {}

  /// Does what is slow and stateless on a worker first, then decides.
  record Prepared(Prepare prepare, DecidePrepared decide) implements Handler {}

  /// Appends an intent, acts on another system, and settles what came of it. What is slow and
  /// stateless is done on a worker before, where there is something of the kind.
  record Outbound(@Nullable Prepare prepare, PlanPrepared plan) implements Handler {
    public Outbound(Plan plan) {
      this(null, (call, head, prepared) -> plan.plan(call, head));
    }
  }

  /// From a call and the committed state to the answer.
  @FunctionalInterface
  interface Answer {
    Response answer(Call call, View committed);
  }

  /// From a call and head to events and the answer.
  @FunctionalInterface
  interface Decide {
    Decision decide(Call call, View head);
  }

  /// The slow part; what it gives is handed to the decision. It may block and use much CPU.
  @FunctionalInterface
  interface Prepare {
    @Nullable Object prepare(Call call, View committed);

    /// Whether there is anything slow to do for this call; cheap, where the request is.
    default boolean isNeeded(Call call, View committed) {
      return true;
    }
  }

  /// The decision after the slow part.
  @FunctionalInterface
  interface DecidePrepared {
    Decision decide(Call call, View head, @Nullable Object prepared);
  }

  /// From a call and head to an intent and the effect that follows it.
  @FunctionalInterface
  interface Plan {
    Planned plan(Call call, View head);
  }

  /// The plan after the slow part.
  @FunctionalInterface
  interface PlanPrepared {
    Planned plan(Call call, View head, @Nullable Object prepared);
  }

  /// From what came of the effect to events and the answer, against head as it is then.
  @FunctionalInterface
  interface Settle {
    Decision settle(Outcome outcome, Call call, View head);
  }

  /// An intent (its response is not used), the effect to perform once the intent is in the log, and
  /// how its outcome is settled. Without an effect the intent's response is the answer.
  record Planned(Decision intent, @Nullable Effect effect, Settle settle) {
    /// A plan that needs no other system: the decision is the answer.
    public static Planned answered(Decision decision) {
      return new Planned(decision, null, (outcome, call, head) -> decision);
    }
  }
}
