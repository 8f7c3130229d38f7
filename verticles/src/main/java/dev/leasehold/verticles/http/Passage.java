package dev.leasehold.verticles.http;

import dev.leasehold.projections.SmallState;
import dev.leasehold.projections.table.View;
import dev.leasehold.verticles.audit.AuditEntry;
import dev.leasehold.verticles.audit.RequestHalf;
import dev.leasehold.verticles.gate.Admission;
import dev.leasehold.verticles.gate.Call;
import dev.leasehold.verticles.gate.Caller;
import dev.leasehold.verticles.gate.Entrance;
import dev.leasehold.verticles.gate.Gate;
import dev.leasehold.verticles.identity.AccessTokens;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import dev.leasehold.verticles.request.Response;
import dev.leasehold.verticles.route.Decision;
import dev.leasehold.verticles.route.Handler;
import dev.leasehold.verticles.writer.Resolution;
import dev.leasehold.verticles.writer.Work;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One request on its way through the rooms of an unsealed node: gate, then an answer from the
/// committed state or a decision of the writer, then the audit, and only then the answer. All of it
/// on the context of the connection, whatever rooms it visits.
final class Passage {
  private final Life life;
  private final Request request;
  private final Context context = Vertx.currentContext();
  private Entrance entrance = new Entrance(null, null, null);
  private final long began;
  private boolean authenticated = true;
  private Operation operation;
  private @Nullable RequestHalf half;

  Passage(Life life, Request request) {
    this.life = life;
    this.request = request;
    this.began = life.telemetry().nanos();
    this.operation = request.operation();
  }

  Future<Answered> go() {
    Instant now = life.clock().instant();
    View state = life.state();
    SmallState seen = state.small();
    entrance = life.gate().entrance(request, state, now);
    Caller caller = entrance.caller();
    boolean limited =
        caller != null && caller.token().numUses() != 0 && !life.gate().isOpen(request, entrance);
    try {
      Admission admission = life.gate().admit(request, state, now, entrance);
      admitted(admission);
      boolean pays = limited && admission.verdict() != null;
      return switch (admission.handler()) {
        case Handler.Outbound outbound ->
            prepare(admission, outbound.prepare(), pays, new Errand(this, life, request)::go);
        case Handler.Prepared prepared ->
            prepare(admission, prepared.prepare(), pays, pays ? this::limited : this::write);
        case Handler.Read read when !pays ->
            request.wraps() ? write(null) : read(admission, read, state, seen);
        case Handler.Read read -> limited(null);
        case Handler.Write write -> pays ? limited(null) : write(null);
      };
    } catch (Refusal refusal) {
      return limited ? limited(null) : refused(refusal, state.sequence());
    }
  }

  private Future<Answered> limited(@Nullable Object prepared) {
    return new LimitedUse(this, life, request).go(prepared);
  }

  /// Notes what the audit tells of an admitted request.
  void admitted(Admission admission) {
    authenticated = admission.verdict() != null;
    operation = admission.call().request().operation();
    entrance = new Entrance(entrance.mount(), entrance.caller(), admission.verdict());
  }

  /// Answers where the request is. What was admitted under one state and read under another begins
  /// anew, so that no answer mixes the two.
  private Future<Answered> read(
      Admission admission, Handler.Read read, View state, SmallState seen) {
    Response response = read.answer().answer(admission.call(), state);
    Caller caller = admission.call().caller();
    if (state.small() != seen || (caller != null && !life.gate().stillLive(caller, state))) {
      return go();
    }
    return answered(Warnings.added(admission, response), state.sequence());
  }

  /// Does the slow part, where there is one, and goes on with what it gave. Its refusal goes on as
  /// well where the token pays for it.
  private Future<Answered> prepare(
      Admission admission, Handler.@Nullable Prepare slow, boolean pays, Onward onward) {
    if (slow == null || !slow.isNeeded(admission.call(), life.state())) {
      return onward.go(null);
    }
    return life.vertx()
        .executeBlocking(() -> slow.prepare(admission.call(), life.state()), false)
        .compose(
            onward::go,
            failure -> {
              if (!(failure instanceof Refusal refusal)) {
                return Future.failedFuture(failure);
              }
              return pays ? onward.go(refusal) : refused(refusal, life.state().sequence());
            });
  }

  /// Where a request goes after its slow part.
  @FunctionalInterface
  private interface Onward {
    Future<Answered> go(@Nullable Object prepared);
  }

  private Future<Answered> write(@Nullable Object prepared) {
    String half = requestHalf();
    return submit((head, now) -> decide(life.gate(), request, head, now, prepared).audited(half));
  }

  /// The decision for a request that is admitted again, on head. Pure.
  static Resolution decide(
      Gate gate, Request request, View head, Instant now, @Nullable Object prepared) {
    Admission again = gate.admit(request, head, now);
    Decision decision = LeaseCap.kept(again.call(), head, decide(again, head, prepared));
    return Resolution.of(WrappedResponse.of(again, decision));
  }

  private static Decision decide(Admission admission, View head, @Nullable Object prepared) {
    return switch (admission.handler()) {
      case Handler.Write write -> write.decide().decide(admission.call(), head);
      case Handler.Prepared slow -> slow.decide().decide(admission.call(), head, prepared);
      case Handler.Read read -> Decision.of(read.answer().answer(admission.call(), head));
      case Handler.Outbound outbound -> alone(outbound, admission.call(), head);
    };
  }

  /// What a plan comes to that needs no other system after all.
  static Decision alone(Handler.Outbound outbound, Call call, View head) {
    Handler.Planned planned = outbound.plan().plan(call, head, null);
    if (planned.effect() != null) {
      throw Refusal.unsupportedOperation();
    }
    return planned.intent();
  }

  /// Has work decided, and lets the answer go once it is in the log and in the audit stream; both
  /// are waited for at once. What it gave is taken back if the answer cannot leave.
  Future<Answered> submit(Work work) {
    Submission submission = new Submission(context);
    life.writer().submit(work, submission);
    return submission
        .outcome()
        .compose(decided -> {
          Future<Answered> answer = answer(decided.resolution(), decided.sequence());
          return Future.join(submission.kept(), answer)
              .compose(both -> answer)
              .compose(answered -> takenBack(Untold.of(decided.resolution().decision()), answered));
        });
  }

  private Future<Answered> takenBack(Untold given, Answered answered) {
    if (given.isNothing() || Untold.told(answered)) {
      return Future.succeededFuture(answered);
    }
    return keep(given::takenBack).transform(kept -> Future.succeededFuture(answered));
  }

  /// Has work decided and waits until it is in the log; no answer leaves.
  Future<Resolution> keep(Work work) {
    Submission submission = new Submission(context);
    life.writer().submit(work, submission);
    return submission
        .outcome()
        .compose(decided -> submission.kept().map(kept -> decided.resolution()));
  }

  Future<Answered> answer(Resolution resolution, long sequence) {
    Refusal refusal = resolution.decision().refusal();
    return refusal == null
        ? answered(resolution.decision().response(), sequence)
        : refused(refusal, sequence);
  }

  /// The request half of the audit entry, as it goes into a commit.
  String requestHalf() {
    RequestHalf made = life.audit().requestHalf(entry(null, null, life.state().sequence()));
    half = made;
    return made.text();
  }

  private Future<Answered> answered(Response response, long sequence) {
    return leave(entry(response, null, sequence), new Answered.Done(response));
  }

  Future<Answered> refused(Refusal refusal, long sequence) {
    Refusal told = WrappedResponse.worded(request, refusal);
    if (refusal.kind() == Refusal.Kind.TOO_MANY_REQUESTS) {
      life.telemetry().count("quota.lease_count.violation");
    }
    Response foreign = told.kind() == Refusal.Kind.DENIED ? AccessTokens.denied(request) : null;
    return leave(
        entry(null, told, sequence),
        foreign == null ? new Answered.Refused(told, authenticated) : new Answered.Done(foreign));
  }

  /// The last step: the audit first, then a look at whether this node may still answer.
  private Future<Answered> leave(AuditEntry entry, Answered answer) {
    Measures measures = new Measures(life.telemetry(), began);
    measures.decided(operation, entrance.mount());
    return life.audit()
        .record(entry, half)
        .transform(audited -> {
          measures.audited(audited.succeeded(), authenticated);
          boolean may = audited.succeeded() && life.fresh().getAsBoolean();
          return Future.succeededFuture(
              may ? answer : new Answered.Refused(unavailable(audited.succeeded()), false));
        });
  }

  private static Refusal unavailable(boolean audited) {
    return Refusal.of(
        Refusal.Kind.UNAVAILABLE,
        audited ? "this node is cut off from the journal" : "the audit stream does not answer");
  }

  private AuditEntry entry(@Nullable Response response, @Nullable Refusal refusal, long sequence) {
    return new AuditEntry(request, entrance, response, refusal, life.clock().instant(), sequence);
  }
}
