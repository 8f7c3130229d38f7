package dev.leasehold.verticles.http;

import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Token;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Admission;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.writer.Resolution;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request that acts on another system: the intent is in the log before the act, and what came of
/// it is in the log before the answer (DESIGN.md section 7).
final class Errand {
  private final Passage passage;
  private final Life life;
  private final Request request;

  /// Written on the writer's thread, read afterwards on that of the passage.
  private volatile @Nullable Planning planning;

  private record Planning(Admission admission, Handler.Planned planned) {}

  Errand(Passage passage, Life life, Request request) {
    this.passage = passage;
    this.life = life;
    this.request = request;
  }

  /// @param prepared what the slow part gave, where the handler has one, or its refusal
  Future<Answered> go(@Nullable Object prepared) {
    if (!life.audit().available()) {
      return Future.failedFuture(
          Refusal.of(Refusal.Kind.UNAVAILABLE, "the audit stream does not answer"));
    }
    String half = passage.requestHalf();
    return passage.keep((head, now) -> plan(head, now, half, prepared)).compose(this::act);
  }

  private Resolution plan(View head, Instant now, String half, @Nullable Object prepared) {
    Admission admission = life.gate().admit(request, head, now);
    if (!(admission.handler() instanceof Handler.Outbound outbound)) {
      throw Refusal.unsupportedOperation();
    }
    Planner planner = call -> planned(outbound, call, head, prepared);
    Caller caller = admission.call().caller();
    if (caller == null || caller.token().numUses() == 0 || admission.verdict() == null) {
      return Resolution.of(intent(admission, admission.call(), head, planner)).audited(half);
    }
    return Resolution.of(limited(admission, head, planner, caller.token())).audited(half);
  }

  /// Plans what a call leads to.
  @FunctionalInterface
  private interface Planner {
    Handler.Planned planned(Call call);
  }

  private static Handler.Planned planned(
      Handler.Outbound outbound, Call call, View head, @Nullable Object prepared) {
    if (prepared instanceof Refusal refusal) {
      throw refusal;
    }
    return outbound.plan().plan(call, head, prepared);
  }

  private Decision intent(Admission admission, Call call, View head, Planner planner) {
    Handler.Planned planned = planner.planned(call);
    planning = new Planning(admission, planned);
    Decision intent = LeaseCap.kept(call, head, planned.intent());
    return planned.effect() == null ? WrappedResponse.of(admission, intent) : intent;
  }

  /// A use-limited token pays with the intent; with its last use it gets nothing that is leased.
  private Decision limited(Admission admission, View head, Planner planner, Token token) {
    int left = LimitedUse.left(token);
    try {
      Decision intent = intent(admission, admission.call().usedTo(left), head, planner);
      if (left < 0 && intends(intent)) {
        throw Refusal.badRequest(LimitedUse.LEASED_WITH_LAST_USE);
      }
      return LimitedUse.spent(intent, token, left);
    } catch (Refusal refusal) {
      return LimitedUse.spent(Decision.refused(refusal), token, left);
    }
  }

  private Future<Answered> act(Resolution intent) {
    Planning plan = planning;
    Effect effect = plan == null ? null : plan.planned().effect();
    if (plan == null || effect == null || intent.decision().refusal() != null) {
      return passage.answer(intent, life.state().sequence());
    }
    return life.effects().apply(effect).compose(outcome -> settle(plan, outcome));
  }

  private Future<Answered> settle(Planning plan, Outcome outcome) {
    return passage.submit((head, now) -> {
      Call call = plan.admission().call().at(now);
      Decision decision =
          LeaseCap.kept(call, head, plan.planned().settle().settle(outcome, call, head));
      return Resolution.of(WrappedResponse.of(plan.admission().at(now), decision));
    });
  }

  private static boolean intends(Decision intent) {
    return intent.events().stream().anyMatch(LeaseEvent.CredentialIntended.class::isInstance);
  }
}
