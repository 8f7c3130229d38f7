package dev.leasehold.verticles.http;

import dev.leasehold.projections.settings.Cors;
import dev.leasehold.verticles.audit.AuditEntry;
import dev.leasehold.verticles.gate.Entrance;
import dev.leasehold.verticles.request.GoText;
import dev.leasehold.verticles.request.Operation;
import dev.leasehold.verticles.request.Refusal;
import dev.leasehold.verticles.request.Request;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where every request goes first: to the paths that are served in any state, or into the rooms of
/// an unsealed node. Any thread.
public final class Dispatcher implements Doorway {
  private final Function<Request, @Nullable Future<Answered>> always;
  private final Supplier<@Nullable Life> life;
  private final Supplier<Future<Void>> seal;
  private final InFlight inFlight;
  private final Function<Request, Answered.Flow> monitor;

  /// @param always answers the paths that are served sealed or not, and gives null for others
  /// @param life the rooms while the node is unsealed, else null
  /// @param seal closes the rooms
  /// @param inFlight is told of each request until it is answered
  /// @param monitor the lines of the log as a request asks for them
  public Dispatcher(
      Function<Request, @Nullable Future<Answered>> always,
      Supplier<@Nullable Life> life,
      Supplier<Future<Void>> seal,
      InFlight inFlight,
      Function<Request, Answered.Flow> monitor) {
    this.always = always;
    this.life = life;
    this.seal = seal;
    this.inFlight = inFlight;
    this.monitor = monitor;
  }

  @Override
  public Cors cors() {
    Life now = life.get();
    return now == null ? Cors.OFF : now.state().small().settings().cors();
  }

  @Override
  public Future<Answered> handle(Request request) {
    return inFlight.watch(request, () -> limited(request));
  }

  /// Served as far as the rate limits let it.
  private Future<Answered> limited(Request request) {
    Life now = life.get();
    RateLimits.Judgement judgement =
        now == null
            ? null
            : now.limits().judge(request, now.state(), now.clock().instant(), now.gate()::roleOf);
    if (judgement == null) {
      return dispatched(request);
    }
    Future<Answered> answered =
        judgement.allowed() ? dispatched(request) : turnedAway(request, now, judgement);
    Map<String, String> headers = judgement.headers();
    return headers.isEmpty() ? answered : answered.map(one -> new Answered.Beside(one, headers));
  }

  private static Future<Answered> turnedAway(
      Request request, Life now, RateLimits.Judgement judgement) {
    now.telemetry().count("quota.rate_limit.violation", Map.of("name", judgement.limit()));
    Refusal refusal = exceeded(request);
    Answered answer = new Answered.Refused(refusal, false);
    return judgement.audited()
        ? now.audit()
            .record(told(request.anonymous(), refusal, now))
            .transform(audited -> Future.succeededFuture(answer))
        : Future.succeededFuture(answer);
  }

  private static AuditEntry told(Request request, Refusal refusal, Life now) {
    Entrance nowhere = new Entrance(null, null, null);
    long sequence = now.state().sequence();
    return new AuditEntry(request, nowhere, null, refusal, now.clock().instant(), sequence);
  }

  private static Refusal exceeded(Request request) {
    return Refusal.of(
        Refusal.Kind.TOO_MANY_REQUESTS,
        "request path " + GoText.quoted(request.path()) + ": rate limit quota exceeded");
  }

  private Future<Answered> dispatched(Request request) {
    Future<Answered> bare = always.apply(request);
    if (bare != null) {
      return bare;
    }
    Life now = life.get();
    if (now == null) {
      return Future.succeededFuture(new Answered.Refused(Refusal.sealed(), false));
    }
    Future<Answered> answered = new Passage(now, request).go();
    return switch (request.path()) {
      case "sys/seal" -> answered.compose(this::sealIfDone);
      case "sys/monitor" -> answered.map(one -> flowing(request, one));
      default -> answered;
    };
  }

  /// Has a request admitted and audited as any other; for what the node itself does afterwards.
  public static Future<Answered> passed(Life life, Request request) {
    return new Passage(life, request).go();
  }

  /// Who was admitted to watch the log is told its lines.
  private Answered flowing(Request request, Answered answered) {
    return answered instanceof Answered.Done && request.operation() == Operation.READ
        ? new Answered.Flowing(monitor.apply(request))
        : answered;
  }

  @Override
  public boolean sealed() {
    return life.get() == null;
  }

  /// A seal that was admitted and audited is carried out before its answer leaves.
  private Future<Answered> sealIfDone(Answered answered) {
    return answered instanceof Answered.Done
        ? seal.get().map(sealed -> answered)
        : Future.succeededFuture(answered);
  }
}
