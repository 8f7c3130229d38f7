package dev.leasehold.verticles.http;

import dev.leasehold.events.Event;
import dev.leasehold.events.Payload;
import dev.leasehold.events.Wrapping;
import dev.leasehold.verticles.engine.WrappingToken;
import dev.leasehold.verticles.gate.Admission;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.request.AuthBlock;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The last step of a decision: the warnings that no engine knows, and the wrapping that the client
/// asked for. A wrapped answer is a payload in the cubbyhole of a new token, so it is the writer's
/// to decide also where the request only reads. Pure.
final class WrappedResponse {
  private WrappedResponse() {}

  /// The decision with the answer that leaves.
  static Decision of(Admission admission, Decision decision) {
    Response answer = Warnings.added(admission, decision.response());
    Decision warned = decision.answering(answer);
    boolean plain =
        !admission.call().request().wraps()
            || decision.refusal() != null
            || answer.wrap() != null
            || answer.shape() == Response.Shape.NOTHING
            || answer.shape() == Response.Shape.ABSENT
            || answer.shape() == Response.Shape.RAW
            || answer.shape() == Response.Shape.RAW_REFUSAL;
    return plain ? warned : wrapped(admission.call(), warned);
  }

  private static Decision wrapped(Call call, Decision decision) {
    Response answer = decision.response();
    WrappingToken token =
        WrappingToken.around(
            text(call.request().id(), answer), call, how(call, answer), accessor(answer));
    List<Event> events = new ArrayList<>(decision.events());
    events.addAll(token.events());
    List<Payload> brings = new ArrayList<>(decision.brings());
    brings.add(token.response());
    return new Decision(events, brings, decision.destroys(), answer.wrapped(token.block()), null);
  }

  private static Wrapping how(Call call, Response answer) {
    Duration ttl = call.request().wrapTtl();
    Response.Shape shape =
        answer.shape() == Response.Shape.INJECTED ? Response.Shape.ENVELOPE : answer.shape();
    return new Wrapping(
        shape.name(), call.now(), ttl == null ? 0 : ttl.toMillis(), call.request().path());
  }

  private static String accessor(Response answer) {
    AuthBlock auth = answer.auth();
    return auth == null ? answer.accessor() : auth.accessor();
  }

  /// The answer as it goes over the wire when it is unwrapped.
  private static String text(String requestId, Response answer) {
    JsonText json = new JsonText();
    if (answer.body() != null) {
      return json.text(answer.body()).takeText();
    }
    switch (answer.shape()) {
      case ENVELOPE, INJECTED, MISSING -> Envelope.write(json, requestId, answer, Map.of());
      case ACCEPTED -> {
        if (!answer.warnings().isEmpty() || answer.data() != null) {
          Envelope.write(json, requestId, answer, Map.of());
        }
      }
      case BARE, KEPT, FOREIGN, FOREIGN_INVALID, FOREIGN_UNKNOWN, FOREIGN_DENIED, FOREIGN_FAILED ->
          json.value(answer.data());
      case NOTHING, ABSENT, RAW, RAW_REFUSAL ->
          throw new IllegalArgumentException("there is nothing to wrap");
    }
    return json.takeText();
  }

  /// A list of nothing that was to be wrapped is told in words.
  static Refusal worded(Request request, Refusal refusal) {
    boolean nothing =
        request.wraps()
            && request.operation() == Operation.LIST
            && refusal.kind() == Refusal.Kind.NOT_FOUND
            && refusal.errors().isEmpty();
    return nothing ? Refusal.of(Refusal.Kind.NOT_FOUND, "unsupported path") : refusal;
  }
}
