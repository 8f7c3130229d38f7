package dev.leasehold.verticles.astrasimulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers calls, or fails to, as told. On the verticle's context.
final class Stage {
  /// Where a client is sent that follows a redirect.
  static final String ELSEWHERE = "/simulator/elsewhere";

  private final Vertx vertx;
  private final World world;

  Stage(Vertx vertx, World world) {
    this.vertx = vertx;
    this.world = world;
  }

  /// @param deed does what was asked for, once each time it is asked, and gives Astra's answer
  void play(@Nullable Misbehaviour how, ApiCall call, HttpServerRequest in, Supplier<Reply> deed) {
    HttpServerResponse out = in.response();
    switch (how) {
      case null -> send(out, deed.get());
      case Misbehaviour.Silent(boolean acts) -> act(acts, deed);
      case Misbehaviour.AnswersLate(Duration delay) -> {
        Reply reply = deed.get();
        later(delay, () -> send(out, reply));
      }
      case Misbehaviour.ActsLate(Duration delay) -> later(delay, () -> send(out, deed.get()));
      case Misbehaviour.Dropped(boolean acts) -> {
        act(acts, deed);
        in.connection().close();
      }
      case Misbehaviour.Status(int status, String retryAfter, boolean acts) -> {
        act(acts, deed);
        Reply error = Answers.error(call, status, "status " + status, world.switches());
        send(out, retryAfter.isEmpty() ? error : error.with("Retry-After", retryAfter));
      }
      case Misbehaviour.Truncated() -> send(out, deed.get().half());
      case Misbehaviour.BrokenOff() -> breakOff(in, deed.get());
      case Misbehaviour.NullBody(boolean acts) -> {
        act(acts, deed);
        send(out, Reply.json(200, "null"));
      }
      case Misbehaviour.GoodWithErrors(boolean acts) -> {
        act(acts, deed);
        send(out, Answers.json(200, "not now", world.switches()));
      }
      case Misbehaviour.Page(int status, boolean acts) -> {
        act(acts, deed);
        send(out, Answers.html(status));
      }
      case Misbehaviour.Redirect(int status, String location) -> {
        String target = location.isEmpty() ? "http://" + in.authority() + ELSEWHERE : location;
        send(out, Reply.json(status, "{}").with("Location", target));
      }
      case Misbehaviour.Twice() -> {
        var _ = deed.get();
        send(out, deed.get());
      }
    }
  }

  private static void act(boolean acts, Supplier<Reply> deed) {
    if (acts) {
      var _ = deed.get();
    }
  }

  private void later(Duration delay, Runnable action) {
    vertx.setTimer(Math.max(1, delay.toMillis()), _ -> action.run());
  }

  private static void breakOff(HttpServerRequest in, Reply whole) {
    Buffer body = Buffer.buffer(whole.body());
    HttpServerResponse out = in.response();
    out.setStatusCode(whole.status())
        .putHeader("Content-Type", whole.contentType())
        .putHeader("Content-Length", String.valueOf(body.length()))
        .write(body.slice(0, body.length() / 2))
        .onComplete(_ -> in.connection().close());
  }

  static void send(HttpServerResponse out, Reply reply) {
    if (out.closed() || out.ended()) {
      return;
    }
    out.setStatusCode(reply.status());
    reply.headers().forEach(out::putHeader);
    if (!reply.body().isEmpty()) {
      out.putHeader("Content-Type", reply.contentType());
    }
    out.end(reply.body());
  }
}
