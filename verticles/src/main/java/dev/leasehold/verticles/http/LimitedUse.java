package dev.leasehold.verticles.http;

import dev.leasehold.events.Event;
import dev.leasehold.events.Token;
import dev.leasehold.events.TokenEvent;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Admission;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.gate.Entrance;
import dev.leasehold.verticles.gate.Gate;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.writer.Resolution;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request of a token with a limited number of uses: always a decision of the writer, and it
/// costs a use also where it is refused. With its last use the token ends, and all that hangs on
/// it.
final class LimitedUse {
  static final String LEASED_WITH_LAST_USE =
      "Secret cannot be returned; token had one use left, so leased credentials were immediately"
          + " revoked.";

  private final Passage passage;
  private final Life life;
  private final Request request;

  LimitedUse(Passage passage, Life life, Request request) {
    this.passage = passage;
    this.life = life;
    this.request = request;
  }

  /// @param prepared what the slow part gave, where the handler has one, or its refusal
  Future<Answered> go(@Nullable Object prepared) {
    String half = passage.requestHalf();
    return passage.submit(
        (head, now) -> decide(life.gate(), request, head, now, prepared).audited(half));
  }

  /// How many uses a token has left after this one; -1 for none, since 0 means no limit.
  static int left(Token token) {
    return token.numUses() == 1 ? -1 : token.numUses() - 1;
  }

  /// The decision for a request of such a token, its cost included. Pure.
  static Resolution decide(
      Gate gate, Request request, View head, Instant now, @Nullable Object prepared) {
    Entrance entrance = gate.entrance(request, head, now);
    Caller caller = entrance.caller();
    if (caller == null) {
      return Resolution.refused(Refusal.badToken());
    }
    Token token = caller.token();
    int left = left(token);
    try {
      Admission admission = gate.admit(request, head, now, entrance);
      Decision made =
          LeaseCap.kept(admission.call(), head, decide(admission, head, left, prepared));
      Decision decision = WrappedResponse.of(admission, made);
      return Resolution.of(spent(decision, token, left));
    } catch (Refusal refusal) {
      return Resolution.of(spent(Decision.refused(refusal), token, left));
    }
  }

  private static Decision decide(
      Admission admission, View head, int left, @Nullable Object prepared) {
    Call call = admission.verdict() == null ? admission.call() : admission.call().usedTo(left);
    return switch (admission.handler()) {
      case Handler.Read read -> Decision.of(read.answer().answer(call, head));
      case Handler.Write write -> write.decide().decide(call, head);
      case Handler.Prepared slow -> {
        if (prepared instanceof Refusal refusal) {
          throw refusal;
        }
        yield slow.decide().decide(call, head, prepared);
      }
      case Handler.Outbound outbound -> Passage.alone(outbound, call, head);
    };
  }

  /// The decision with the use that it costs; a token that has none left ends.
  static Decision spent(Decision decision, Token token, int left) {
    List<Event> events = new ArrayList<>();
    boolean ended = decision.events().stream().anyMatch(event -> ends(event, token));
    if (!ended) {
      events.add(new TokenEvent.TokenUsed(token.id(), left));
    }
    events.addAll(decision.events());
    if (left < 0 && !ended) {
      events.add(new TokenEvent.TokenRevoked(token.id()));
    }
    return new Decision(
        events, decision.brings(), decision.destroys(), decision.response(), decision.refusal());
  }

  private static boolean ends(Event event, Token token) {
    return switch (event) {
      case TokenEvent.TokenRevoked revoked -> revoked.id().equals(token.id());
      case TokenEvent.TokenRevokedAlone revoked -> revoked.id().equals(token.id());
      default -> false;
    };
  }
}
