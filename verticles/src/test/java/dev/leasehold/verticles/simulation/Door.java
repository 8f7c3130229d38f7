package dev.leasehold.verticles.simulation;

import dev.leasehold.crypto.secret.SecretBytes;
import dev.leasehold.events.LeaseEvent;
import dev.leasehold.events.Namespace;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.gate.Admission;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Entrance;
import dev.leasehold.verticles.http.Decisions;
import dev.leasehold.verticles.outbound.Effect;
import dev.leasehold.verticles.outbound.Outcome;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.writer.Resolution;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The way of a request into a node, as the http room sends it: gate, then an answer from the
/// committed state or a decision of the writer, an act between two decisions where the route asks
/// for one.
final class Door {
  private final SimulatedClock clock;
  private final Follower log;
  private final Target target;
  private int counter;

  Door(SimulatedClock clock, Follower log, Target target) {
    this.clock = clock;
    this.log = log;
    this.target = target;
  }

  Request request(Operation operation, String path, Map<String, Object> data, SecretBytes token) {
    return new Request(
        "request " + counter++,
        operation,
        Namespace.ROOT,
        path,
        data,
        token,
        null,
        "127.0.0.1",
        1,
        clock.instant(),
        Map.of(),
        List.of());
  }

  /// Admits on the committed state first, as the http room does, then has the writer decide.
  void write(SimulatedNode node, Request request, Glance glance, Watched.Told told) {
    if (!node.fresh()) {
      return;
    }
    Instant now = clock.instant();
    Entrance entrance = node.gate.entrance(request, node.committed, now);
    boolean limited = entrance.caller() != null && entrance.caller().token().numUses() != 0;
    try {
      Admission admission = node.gate.admit(request, node.committed, now, entrance);
      if (!limited && admission.handler() instanceof Handler.Read read) {
        Decision answered = Decision.of(read.answer().answer(admission.call(), node.committed));
        told.durable(Resolution.of(answered), node.committed.sequence());
        return;
      }
    } catch (Refusal refusal) {
      if (!limited) {
        return;
      }
    }
    node.writer.submit(
        (head, at) -> {
          glance.at(head);
          return limited
              ? Decisions.limited(node.gate, request, head, at)
              : Decisions.write(node.gate, request, head, at);
        },
        new Watched(node, log, told));
  }

  /// Plan, act, settle.
  void errand(SimulatedNode node, Request request) {
    if (!node.fresh()) {
      return;
    }
    Errand errand = new Errand(node, request);
    node.writer.submit(errand::plan, new Watched(node, log, errand));
  }

  private final class Errand implements Watched.Told {
    private final SimulatedNode node;
    private final Request request;
    private @Nullable Admission admission;
    private Handler.@Nullable Planned planned;

    Errand(SimulatedNode node, Request request) {
      this.node = node;
      this.request = request;
    }

    Resolution plan(View head, Instant now) {
      Admission admitted = node.gate.admit(request, head, now);
      if (!(admitted.handler() instanceof Handler.Outbound outbound)) {
        throw new AssertionError("no errand: " + request.path());
      }
      Handler.Planned plan = outbound.plan().plan(admitted.call(), head, null);
      admission = admitted;
      planned = plan;
      return Resolution.of(plan.intent());
    }

    @Override
    public void durable(Resolution resolution, long sequence) {
      Handler.Planned plan = planned;
      Admission admitted = admission;
      Effect effect = plan == null ? null : plan.effect();
      if (plan == null || admitted == null || effect == null) {
        return;
      }
      String creates =
          plan.intent().events().stream()
              .filter(LeaseEvent.CredentialIntended.class::isInstance)
              .map(event -> ((LeaseEvent.CredentialIntended) event).lease().userName())
              .findFirst()
              .orElse(null);
      target.begin(
          new Target.Act(effect, creates, outcome -> settle(plan, admitted.call(), outcome)));
    }

    private void settle(Handler.Planned plan, Call call, Outcome outcome) {
      if (node.up()) {
        node.writer.submit(
            (head, at) -> Resolution.of(plan.settle().settle(outcome, call.at(at), head)),
            new Watched(node, log, new Watched.Told() {}));
      }
    }
  }

  /// What a client would see of a node's committed state.
  Ledger.Reading reading(SimulatedNode node) {
    return new Ledger.Reading() {
      @Override
      public @Nullable String value(Ledger.Place place) {
        return Door.this.value(node, node.committed, place);
      }

      @Override
      public boolean admitted(SecretBytes token) {
        Request request = request(Operation.READ, "auth/token/lookup-self", Map.of(), token);
        return Ledger.orNull(() -> {
          node.gate.admit(request, node.committed, clock.instant());
          return "admitted";
        })
            != null;
      }
    };
  }

  @Nullable String value(SimulatedNode node, View view, Ledger.Place place) {
    boolean plain = place.version() == 0;
    Request request =
        plain
            ? request(Operation.READ, place.path(), Map.of(), Clients.ROOT)
            : request(
                Operation.READ,
                "secret/data/" + place.path(),
                Map.of("version", String.valueOf(place.version())),
                Clients.ROOT);
    return Ledger.orNull(() -> {
      Admission admission = node.gate.admit(request, view, clock.instant());
      if (!(admission.handler() instanceof Handler.Read read)) {
        throw new AssertionError("no read: " + request.path());
      }
      Map<String, Object> data = read.answer().answer(admission.call(), view).data();
      Object inner = plain || data == null ? data : data.get("data");
      return inner instanceof Map<?, ?> map && map.get("v") instanceof String text ? text : null;
    });
  }

  /// Looks at head before a decision.
  interface Glance {
    void at(View head);
  }
}
